import Messages
import Mustache
import NotificationsDomain
import Vocabulary

/// What templates may name: the event's fields, what is known of its things, under `words` the figures in words, under
/// `platform` who writes, and under `with` what the same letter tells besides.
///
/// Looked up when a template names it: most letters name few of it.
package struct LetterContext: MustacheParent {
  let fields: JSONObject
  let known: JSONObject
  let words: Words
  let platform: JSONObject
  let company: LetterCompany

  /// The value of a name.
  package func child(named name: String) -> Any? {
    switch name {
    case "words": words
    case "platform": TemplateObject(fields: platform)
    case "with": company
    default: (fields[name] ?? known[name])?.templateValue
    }
  }
}

/// What else is told in the same letter, by the names of notifications: `with.reward-granted`.
struct LetterCompany: MustacheParent {
  let notices: [Notice]

  /// A notification by itself.
  static let none = LetterCompany(notices: [])

  func child(named name: String) -> Any? {
    switch name {
    // That the bonus goes to the partner charity is said where the hire is.
    case "own-company": notices.contains { $0.details["conflictOfInterest"] == true } ? true : nil
    default: notices.contains { $0.kind.name == name } ? true : nil
    }
  }
}

extension Words: MustacheParent {
  func child(named name: String) -> Any? { self[name]?.templateValue }
}

/// An object within what templates may name.
private struct TemplateObject: MustacheParent {
  let fields: JSONObject

  func child(named name: String) -> Any? { fields[name]?.templateValue }
}

extension JSONValue {
  /// The value as templates take it: texts, numbers, truth values, lists and objects; nil for `null`.
  var templateValue: Any? {
    switch self {
    case .null: nil
    case .boolean(let value): value
    case .integer(let value): value
    case .number(let value): value
    case .string(let value): value
    case .array(let values): values.compactMap(\.templateValue)
    case .object(let fields): TemplateObject(fields: fields)
    }
  }
}
