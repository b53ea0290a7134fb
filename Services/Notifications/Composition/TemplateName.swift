import Templates

/// A name in a template, such as `candidate.firstName`, looked up once, when the template is compiled.
struct TemplateName: Sendable {
  /// What a name begins with.
  enum Root: Sendable {
    /// A field of the event, or else a thing that is known beside it.
    case field(Thing?)
    /// A figure or a code in words.
    case word(Words.Word)
    /// Who writes.
    case platform(PlatformField)
    /// What the same letter tells besides, by the name of its notification.
    case companion(String)
  }

  /// What is known of the things that a notice speaks of.
  enum Thing: String, Sendable {
    case recipient, member, donor, company, offer, candidate, message, summary, donation, charity, particulars
  }

  /// A field of such a thing.
  enum Field: String, Sendable {
    case firstName, lastName, email, phone, linkedinUrl, name, reachable, title, donatedCents, matchingCents, amount,
      day
  }

  /// What there is to say of the platform.
  enum PlatformField: String, Sendable {
    case name, controller, retentionMonths, authority, site, address, controllerAddress, dataProtectionEmail
  }

  /// What stands between two points.
  struct Part: Sendable {
    let text: String
    let field: Field?

    init(_ text: Substring) {
      self.text = String(text)
      field = Field(rawValue: self.text)
    }
  }

  let root: Root
  /// The first part, and those that follow it; a word and what the platform is called have none of these.
  let first: Part
  let rest: [Part]

  /// Looks a name up; throws `TemplateError` for a word that there is not.
  init(_ text: String) throws {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty }) else {
      throw TemplateError(description: "'\(text)' is no name")
    }
    first = Part(parts[0])
    switch parts[0] {
    case "words":
      guard parts.count == 2, let word = Words.Word(rawValue: String(parts[1])) else { throw Self.unknown(text) }
      root = .word(word)
      rest = []
    case "platform":
      guard parts.count == 2, let field = PlatformField(rawValue: String(parts[1])) else { throw Self.unknown(text) }
      root = .platform(field)
      rest = []
    case "with":
      guard parts.count == 2 else { throw Self.unknown(text) }
      root = .companion(String(parts[1]))
      rest = []
    default:
      root = .field(Thing(rawValue: first.text))
      rest = parts.dropFirst().map { Part($0) }
    }
  }

  private static func unknown(_ text: String) -> TemplateError {
    TemplateError(description: "'\(text)' is nothing that a template may name")
  }
}
