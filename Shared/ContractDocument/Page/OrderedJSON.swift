/// A JSON value as a document has it: objects keep the order of their keys, numbers their digits.
///
/// `JSONValue` forgets both, and a page that a person reads has fields in the order in which they were written down.
package enum OrderedJSON: Hashable, Sendable {
  /// `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// A number, in the document's own digits.
  case number(String)
  /// A text.
  case string(String)
  /// A list.
  case array([OrderedJSON])
  /// An object.
  case object([Member])

  /// A key of an object, and what it holds.
  package struct Member: Hashable, Sendable {
    package let key: String
    package let value: OrderedJSON
  }
}

extension OrderedJSON {
  /// What an object holds under a key; nil where it has no such key, or is no object.
  package subscript(key: String) -> OrderedJSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The text; nil where it is none.
  package var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  /// The truth value; nil where it is none.
  package var truth: Bool? {
    guard case .boolean(let truth) = self else { return nil }
    return truth
  }

  /// The items of a list; none where it is no list.
  package var items: [OrderedJSON] {
    guard case .array(let items) = self else { return [] }
    return items
  }

  /// The members of an object; none where it is no object.
  package var members: [Member] {
    guard case .object(let members) = self else { return [] }
    return members
  }

  /// A scalar as a person reads it: a text without quotes, a number in its digits.
  package var plain: String {
    switch self {
    case .string(let text): text
    default: compact
    }
  }
}

extension OrderedJSON {
  /// The value in one line, with a blank after each colon and comma.
  package var compact: String {
    switch self {
    case .null: "null"
    case .boolean(let truth): truth ? "true" : "false"
    case .number(let digits): digits
    case .string(let text): Self.quoted(text)
    case .array(let items): "[\(items.map(\.compact).joined(separator: ", "))]"
    case .object(let members):
      "{\(members.map { "\(Self.quoted($0.key)): \($0.value.compact)" }.joined(separator: ", "))}"
    }
  }

  /// The value in lines, two blanks deeper at each level; what fits into a line of `width` characters stays in one.
  package func pretty(indent: String = "", width: Int = 88) -> String {
    let line = compact
    guard indent.count + line.count > width else { return line }
    let deeper = indent + "  "
    switch self {
    case .array(let items) where !items.isEmpty:
      let lines = items.map { deeper + $0.pretty(indent: deeper, width: width) }
      return "[\n\(lines.joined(separator: ",\n"))\n\(indent)]"
    case .object(let members) where !members.isEmpty:
      let lines = members.map { "\(deeper)\(Self.quoted($0.key)): \($0.value.pretty(indent: deeper, width: width))" }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indent)}"
    default: return line
    }
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case "\0"..<" ": quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
