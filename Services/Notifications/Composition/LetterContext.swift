import Messages
import NotificationsDomain
import Vocabulary

/// What templates may name: the event's fields, what is known of its things, under `words` the figures in words, under
/// `platform` who writes, and under `with` what the same letter tells besides.
///
/// Looked up when a template names it: most letters name few of it.
package struct LetterContext {
  let fields: EventFields
  let known: KnownThings
  let words: Words
  let platform: PlatformSettings
  let company: LetterCompany

  /// The value of a name, in sections about some objects of which the last is the innermost.
  func value(of name: TemplateName, within objects: [TemplateObject]) -> TemplateValue? {
    var found: TemplateValue?
    for object in objects.reversed() {
      found = object.child(name.first)
      if found != nil { break }
    }
    guard var value = found ?? self.value(of: name) else { return nil }
    for part in name.rest {
      guard case .object(let object) = value, let child = object.child(part) else { return nil }
      value = child
    }
    return value
  }

  /// The value of a name outside of sections; for tests.
  package func value(named name: String) throws -> TemplateValue? { value(of: try TemplateName(name), within: []) }

  /// What a name begins with.
  private func value(of name: TemplateName) -> TemplateValue? {
    switch name.root {
    case .word(let word): words[word]
    case .platform(let field): platform[field]
    case .companion(let notification): company.tells(notification) ? .truth(true) : nil
    case .field(let thing):
      if let field = fields[name.first.text] { TemplateValue(field) } else { thing.flatMap { known[$0] } }
    }
  }
}

/// What else is told in the same letter, by the names of notifications: `with.reward-granted`.
struct LetterCompany {
  let notices: [Notice]

  /// A notification by itself.
  static let none = LetterCompany(notices: [])

  func tells(_ name: String) -> Bool {
    switch name {
    // That the bonus goes to the partner charity is said where the hire is.
    case "own-company": notices.contains { $0.details["conflictOfInterest"]?.truth == true }
    default: notices.contains { $0.kind.name == name }
    }
  }
}

extension PlatformSettings {
  /// What templates may name of the platform.
  fileprivate subscript(field: TemplateName.PlatformField) -> TemplateValue? {
    switch field {
    case .name: .text(platformName)
    case .controller: .text(controllerName)
    case .retentionMonths: .integer(retentionMonths)
    case .authority: .text(authority)
    case .site: TemplateValue(siteURL)
    case .address: TemplateValue(postalAddress)
    case .controllerAddress: TemplateValue(controllerAddress)
    case .dataProtectionEmail: TemplateValue(dataProtectionEmail?.rawValue)
    }
  }
}
