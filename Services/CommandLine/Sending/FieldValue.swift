internal import MessageSchemas
import Messages

/// Reads one value as the contract says that its field is.
///
/// The syntax of texts is the service's to judge: it answers with every field that is wrong.
enum FieldValue {
  static func scalar(_ text: String, as shape: FieldShape, of field: String) throws(CommandFailure) -> JSONValue {
    switch shape {
    case .text, .anything:
      return .string(text)
    case .choice(let values):
      guard values.contains(text) else { throw unfit(text, shape, field) }
      return .string(text)
    case .integer:
      guard let number = Int(text) else { throw unfit(text, shape, field) }
      return .integer(number)
    case .number:
      guard let number = Double(text), number.isFinite else { throw unfit(text, shape, field) }
      return .number(number)
    case .boolean:
      guard let truth = Bool(text) else { throw unfit(text, shape, field) }
      return .boolean(truth)
    case .list:
      throw CommandFailure(.usage, "\(field) is a list of lists: give it as \(field):=JSON")
    case .object(let fields):
      let example = fields.first.map { "\(field).\($0.name)=…" } ?? "\(field):={}"
      throw CommandFailure(.usage, "\(field) has fields of its own: write \(example), or \(field):=JSON")
    }
  }

  /// The elements between commas; none of an empty text.
  static func list(_ text: String, of element: FieldShape, for field: String) throws(CommandFailure) -> [JSONValue] {
    var values: [JSONValue] = []
    for part in text.split(separator: ",") {
      let word = part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
      values.append(try scalar(String(word), as: element, of: field))
    }
    return values
  }

  private static func unfit(_ text: String, _ shape: FieldShape, _ field: String) -> CommandFailure {
    CommandFailure(.usage, "\(field): '\(text)' is not what the field takes: \(shape.noun)")
  }
}
