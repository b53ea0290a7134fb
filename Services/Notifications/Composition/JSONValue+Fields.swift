import Messages
import Vocabulary

extension JSONValue {
  /// An id as messages carry it.
  static func id<Subject>(_ id: Identifier<Subject>) -> JSONValue { .string(id.description) }

  /// A text, or nothing.
  static func text(_ text: String?) -> JSONValue? { text.map(JSONValue.string) }
}
