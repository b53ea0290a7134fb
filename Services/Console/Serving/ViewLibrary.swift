import ConsoleDomain
import FoundationEssentials
import Mustache
import Vocabulary

/// Every template, parsed once.
struct ViewLibrary: Sendable {
  /// The templates as they are written, by name.
  static let sources: [String: [UInt8]] = {
    var sources: [String: [UInt8]] = [
      "layout": PackageResources.layout_mustache, "form": PackageResources.form_mustache,
      "pager": PackageResources.pager_mustache, "message": PackageResources.message_mustache,
      "action": PackageResources.action_mustache, "signed-out": PackageResources.signed_out_mustache,
    ]
    for group in pageGroups { sources.merge(group.views) { first, _ in first } }
    return sources
  }()

  private let library: MustacheLibrary
  /// Every text.
  let words = WordLibrary()

  /// Parses all of them; throws where one cannot be.
  init() throws {
    library = MustacheLibrary(
      templates: try Self.sources.mapValues { try MustacheTemplate(string: String(decoding: $0, as: UTF8.self)) })
  }

  /// A template with what it shows, in a language.
  func render(_ name: String, _ view: Any, in language: Language) -> String {
    library.render(Spoken(view: view, words: words.spoken(in: language)), withTemplate: name) ?? ""
  }

  /// What a template shows, and beside it the words that it may name as `w`.
  private struct Spoken: MustacheParent {
    let view: Any
    let words: WordLibrary.Spoken

    func child(named name: String) -> Any? {
      if name == "w" { return words }
      if let parent = view as? any MustacheParent { return parent.child(named: name) }
      for child in Mirror(reflecting: view).children where child.label == name { return Self.value(child.value) }
      return nil
    }

    /// A value that is there; nil for an optional that holds nothing, which would else be something.
    private static func value(_ value: Any) -> Any? {
      let mirror = Mirror(reflecting: value)
      return mirror.displayStyle == .optional ? mirror.children.first?.value : value
    }
  }
}
