import Messages
import NotificationsDomain
import Templates
import Vocabulary

/// Every notification's templates, compiled once.
struct TemplateLibrary: Sendable {
  /// A template: its first line is the subject, what follows an empty line is the text.
  ///
  /// `{{greeting}}` and `{{signature}}` as first and last paragraphs are the letter's, not the text's: a letter may tell
  /// several things.
  struct Letter: Sendable {
    private static let greeting = "{{greeting}}\n\n"
    private static let signature = "\n\n{{signature}}"

    private let subjectTemplate: CompiledTemplate
    private let textTemplate: CompiledTemplate
    /// Whether the recipient is greeted.
    let isGreeted: Bool
    /// Whether the platform signs.
    let isSigned: Bool

    init(_ source: String) throws {
      let parts = source.split(separator: "\n\n", maxSplits: 1)
      guard parts.count == 2 else { throw TemplateError(description: "no empty line after the subject") }
      subjectTemplate = try TemplateCompiler.compile(parts[0])
      var text = parts[1]
      if text.hasSuffix("\n") { text = text.dropLast() }
      isGreeted = text.hasPrefix(Self.greeting)
      isSigned = text.hasSuffix(Self.signature)
      if isGreeted { text = text.dropFirst(Self.greeting.count) }
      if isSigned { text = text.dropLast(Self.signature.count) }
      textTemplate = try TemplateCompiler.compile(text + "\n")
    }

    /// Writes subject and text with what the context names, printed as its language prints.
    func written(with context: LetterContext, in language: Language) -> (subject: String, text: String) {
      (
        Typography.applied(to: subjectTemplate.written(with: context), in: language),
        Typography.applied(to: textTemplate.written(with: context), in: language)
      )
    }
  }

  private let letters: [NotificationKind: [Language: Letter]]

  /// Compiles every notification's templates; throws `TemplateError` where one is missing or broken.
  init() throws {
    var letters: [NotificationKind: [Language: Letter]] = [:]
    for kind in NotificationKind.allCases {
      for language in kind.languages {
        letters[kind, default: [:]][language] = try Self.letter(kind, language)
      }
    }
    self.letters = letters
  }

  /// The templates of a notification in a language that it is written in.
  subscript(kind: NotificationKind, language: Language) -> Letter {
    guard let letter = letters[kind]?[language] ?? letters[kind]?[.french] else {
      preconditionFailure("\(kind.rawValue) has no template, which init would have refused")
    }
    return letter
  }

  private static func letter(_ kind: NotificationKind, _ language: Language) throws -> Letter {
    let name = "\(kind.rawValue).\(language.rawValue)"
    guard let source = TemplateSources.all[name] else { throw TemplateError(description: "\(name): is missing") }
    do {
      return try Letter(String(decoding: source, as: UTF8.self))
    } catch {
      throw TemplateError(description: "\(name): \(error)")
    }
  }
}
