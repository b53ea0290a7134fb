import Messages
import NotificationsDomain
import Vocabulary

/// What stands around the text of a letter: to whom, and from whom.
struct LetterLayout: Sendable {
  private let platform: PlatformSettings
  private let signatures: [Language: String]

  init(platform: PlatformSettings) {
    self.platform = platform
    signatures = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, Self.signature(of: platform, in: $0)) })
  }

  /// The line that a letter begins with: with the name where one person is written to, and it is known.
  func greeting(_ audience: String, _ name: PersonName?, in language: Language) -> String {
    switch (audience, name, language) {
    case ("company", _, .french), ("charity", _, .french): "Madame, Monsieur,"
    case ("company", _, .english), ("charity", _, .english): "Dear Sir or Madam,"
    case ("member", let name?, .french): "Bonjour \(name.first),"
    case ("member", let name?, .english): "Hello \(name.first),"
    case (_, let name?, .french): "Bonjour \(name.first) \(name.last),"
    case (_, let name?, .english): "Dear \(name.first) \(name.last),"
    case (_, nil, .french): "Bonjour,"
    case (_, nil, .english): "Hello,"
    }
  }

  /// The lines that it ends with.
  func signature(in language: Language) -> String { signatures[language] ?? "" }

  private static func signature(of platform: PlatformSettings, in language: Language) -> String {
    let closing =
      switch language {
      case .french: ["Bien à vous,", "L'équipe \(platform.platformName)"]
      case .english: ["Kind regards,", "The \(platform.platformName) team"]
      }
    return (closing + [platform.postalAddress, platform.siteURL].compactMap { $0 }).joined(separator: "\n")
  }

  /// What becomes of answers to a letter: only where there is somebody to read them is one asked for.
  func onAnswers(in language: Language) -> String {
    switch (platform.replyTo, language) {
    case (nil, .french): "Ce message est envoyé automatiquement : les réponses ne sont pas lues."
    case (nil, .english): "This message was sent automatically; replies are not read."
    case (_?, .french): "Une question ? Répondez simplement à ce message."
    case (_?, .english): "Any questions? Simply reply to this message."
    }
  }
}
