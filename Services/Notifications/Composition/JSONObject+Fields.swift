import Messages
import Vocabulary

extension JSONObject {
  /// An event's fields under their names in the contract; throws where a value cannot be written as JSON.
  init(fieldsOf event: some Encodable) throws {
    self = JSONValue(json: try JSONBytes.encode(event))?.fields ?? [:]
  }
}

extension JSONValue {
  /// An id as messages carry it.
  static func id<Subject>(_ id: Identifier<Subject>) -> JSONValue { .string(id.description) }

  /// A text, or nothing.
  static func text(_ text: String?) -> JSONValue? { text.map(JSONValue.string) }

  /// The text, where it is one.
  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The whole number, where it is one.
  var integer: Int? {
    if case .integer(let number) = self { number } else { nil }
  }

  /// The fields, where it is an object.
  var fields: JSONObject? {
    if case .object(let fields) = self { fields } else { nil }
  }

  /// The items, where it is a list.
  var items: [JSONValue]? {
    if case .array(let items) = self { items } else { nil }
  }
}
