import ConsoleDomain
import Vocabulary

/// Every template, compiled once for each language: its words are texts of it from then on.
package struct ViewLibrary: Sendable {
  /// The templates as they are written, by name.
  package static let sources: [String: [UInt8]] = {
    var sources: [String: [UInt8]] = [
      "layout": PackageResources.layout_mustache, "form": PackageResources.form_mustache,
      "pager": PackageResources.pager_mustache, "message": PackageResources.message_mustache,
      "action": PackageResources.action_mustache, "signed-out": PackageResources.signed_out_mustache,
      "mark": PackageResources.mark_mustache,
    ]
    sources.merge(["door": PackageResources.door_mustache, "error": PackageResources.error_mustache]) { first, _ in
      first
    }
    for group in pageGroups { sources.merge(group.views) { first, _ in first } }
    return sources
  }()

  private let french: CompiledViews
  private let english: CompiledViews
  /// Every text.
  let words: WordLibrary

  /// Compiles all of them; throws where one cannot be.
  init() throws {
    let words = WordLibrary()
    french = try CompiledViews(Self.sources) { words.text($0, in: .french) }
    english = try CompiledViews(Self.sources) { words.text($0, in: .english) }
    self.words = words
  }

  /// A template with what it shows, in a language.
  func render(_ name: String, _ view: Any, in language: Language) -> String {
    switch language {
    case .french: french.render(name, view)
    case .english: english.render(name, view)
    }
  }
}
