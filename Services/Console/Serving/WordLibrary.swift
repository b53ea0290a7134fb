import ConsoleDomain
import Mustache
import Vocabulary

/// Every text of the console, by the name that templates use for it: `w.interviews.title`.
package struct WordLibrary: Sendable {
  private let words: [String: [String: Said]]

  /// The name of every text.
  package var names: [String] { words.flatMap { area, texts in texts.keys.map { "\(area).\($0)" } } }

  package init() {
    var words: [String: [String: Said]] = ["common": CommonWords.all, "codes": ProblemWords.all]
    words.merge(["door": SignInWords.all, "errors": ErrorWords.all]) { first, _ in first }
    for group in pageGroups { words[group.area.rawValue] = group.words }
    self.words = words
  }

  /// Whether there is a text of a name such as `interviews.title`.
  func has(_ name: String) -> Bool { self[name] != nil }

  /// The text of a name such as `interviews.title`; nil where there is none.
  package subscript(name: String) -> Said? {
    guard let dot = name.firstIndex(of: ".") else { return nil }
    return words[String(name[..<dot])]?[String(name[name.index(after: dot)...])]
  }

  /// The texts as templates name them, in a language.
  func spoken(in language: Language) -> Spoken { Spoken(words: words, language: language) }

  /// All of it in one language.
  struct Spoken: MustacheParent, Sendable {
    fileprivate let words: [String: [String: Said]]
    fileprivate let language: Language

    func child(named name: String) -> Any? {
      words[name].map { Group(words: $0, language: language) }
    }
  }

  /// The texts of one area.
  private struct Group: MustacheParent {
    let words: [String: Said]
    let language: Language

    func child(named name: String) -> Any? { words[name]?.text(in: language) }
  }
}
