public import Messages

/// A JSON value whose objects keep the order in which they were made, so that a document reads as it was written.
public enum DocumentValue: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// A whole number.
  case integer(Int)
  /// A number with a fraction.
  case number(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([DocumentValue])
  /// An object: keys and values in order, each key once.
  case object([Member])

  /// A key of an object and its value.
  public struct Member: Hashable, Sendable {
    /// The key.
    public let key: String
    /// The value.
    public let value: DocumentValue

    public init(_ key: String, _ value: DocumentValue) {
      self.key = key
      self.value = value
    }
  }

  /// The value of a key; nil where there is none.
  public subscript(key: String) -> DocumentValue? { members.first { $0.key == key }?.value }

  /// The members of an object; none of anything else.
  public var members: [Member] { if case .object(let members) = self { members } else { [] } }

  /// The items of a list; none of anything else.
  public var items: [DocumentValue] { if case .array(let items) = self { items } else { [] } }

  /// The text, where it is one.
  public var text: String? { if case .string(let text) = self { text } else { nil } }

  /// A value without an order of its own: keys are sorted.
  public init(_ value: JSONValue) {
    switch value {
    case .null: self = .null
    case .boolean(let value): self = .boolean(value)
    case .integer(let value): self = .integer(value)
    case .number(let value): self = .number(value)
    case .string(let value): self = .string(value)
    case .array(let values): self = .array(values.map(DocumentValue.init))
    case .object(let fields):
      self = .object(fields.sorted { $0.key < $1.key }.map { Member($0.key, DocumentValue($0.value)) })
    }
  }

  /// The value without its order.
  public var json: JSONValue {
    switch self {
    case .null: .null
    case .boolean(let value): .boolean(value)
    case .integer(let value): .integer(value)
    case .number(let value): .number(value)
    case .string(let value): .string(value)
    case .array(let values): .array(values.map(\.json))
    case .object(let members):
      .object(Dictionary(members.map { ($0.key, $0.value.json) }) { first, _ in first })
    }
  }
}

extension DocumentValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  /// A text written in the source.
  public init(stringLiteral value: String) { self = .string(value) }

  /// A whole number written in the source.
  public init(integerLiteral value: Int) { self = .integer(value) }

  /// A truth value written in the source.
  public init(booleanLiteral value: Bool) { self = .boolean(value) }

  /// A list written in the source.
  public init(arrayLiteral elements: DocumentValue...) { self = .array(elements) }

  /// An object written in the source: a member without a value is left out.
  public init(dictionaryLiteral elements: (String, DocumentValue?)...) {
    self = .object(elements.compactMap { key, value in value.map { Member(key, $0) } })
  }
}

extension DocumentValue {
  /// The value as text, two spaces a level, the same bytes every time; a document's text ends with a line feed.
  public var written: String {
    var text = ""
    write(into: &text, indent: 0)
    return text + "\n"
  }

  private func write(into text: inout String, indent: Int) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += String(value)
    case .string(let value): Self.quote(value, into: &text)
    case .array(let values):
      Self.enclose("[", "]", values, into: &text, indent: indent) { value, text in
        value.write(into: &text, indent: indent + 1)
      }
    case .object(let members):
      Self.enclose("{", "}", members, into: &text, indent: indent) { member, text in
        Self.quote(member.key, into: &text)
        text += ": "
        member.value.write(into: &text, indent: indent + 1)
      }
    }
  }

  private static func enclose<Part>(
    _ opening: String, _ closing: String, _ parts: [Part], into text: inout String, indent: Int,
    _ write: (Part, inout String) -> Void
  ) {
    text += opening
    for (number, part) in parts.enumerated() {
      text += number == 0 ? "\n" : ",\n"
      text += String(repeating: "  ", count: indent + 1)
      write(part, &text)
    }
    if !parts.isEmpty { text += "\n" + String(repeating: "  ", count: indent) }
    text += closing
  }

  private static func quote(_ value: String, into text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
