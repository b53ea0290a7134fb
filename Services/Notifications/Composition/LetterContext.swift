import Messages
import Mustache

/// What templates may name: the event's fields, what is known of its things, and under `words` the figures in words.
///
/// Looked up when a template names it: most letters name few of it.
package struct LetterContext: MustacheParent {
  let fields: JSONObject
  let known: JSONObject
  let words: Words

  /// The value of a name.
  package func child(named name: String) -> Any? {
    name == "words" ? words : (fields[name] ?? known[name])?.templateValue
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
