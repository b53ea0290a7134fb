import ConsoleDomain
import Vocabulary

/// Every text of the console, by the name that templates use for it: `w.interviews.title`.
package struct WordLibrary: Sendable {
  private let words: [String: Said]
  /// The French ones as they are printed.
  private let french: [String: String]

  /// The name of every text.
  package var names: [String] { Array(words.keys) }

  package init() {
    var areas: [String: [String: Said]] = ["common": CommonWords.all, "codes": ProblemWords.all]
    areas.merge(["door": SignInWords.all, "errors": ErrorWords.all]) { first, _ in first }
    for group in pageGroups { areas[group.area.rawValue] = group.words }
    var words: [String: Said] = [:]
    for (area, texts) in areas {
      for (name, said) in texts { words["\(area).\(name)"] = said }
    }
    self.words = words
    french = words.mapValues { $0.text(in: .french) }
  }

  /// Whether there is a text of a name such as `interviews.title`.
  func has(_ name: String) -> Bool { words[name] != nil }

  /// The text of a name such as `interviews.title`, as it is written; nil where there is none.
  package subscript(name: String) -> Said? { words[name] }

  /// The same as it is printed in a language.
  package func text(_ name: String, in language: Language) -> String? {
    switch language {
    case .french: french[name]
    case .english: words[name]?.english
    }
  }
}
