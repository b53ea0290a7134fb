public import Vocabulary

/// A text of the console in both of its languages.
public struct Said: Hashable, Sendable {
  /// In French, as one types it; printed with the spaces of French.
  public let french: String
  /// In English.
  public let english: String

  /// French first, English behind it.
  public init(_ french: String, _ english: String) {
    self.french = french
    self.english = english
  }

  /// The text in a language.
  public func text(in language: Language) -> String {
    switch language {
    case .french: Typography.applied(to: french, in: .french)
    case .english: english
    }
  }
}
