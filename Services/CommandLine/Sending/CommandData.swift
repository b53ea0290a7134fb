import FoundationEssentials
package import MessageSchemas
import Messages

/// Builds a command's `data` from arguments, by what the contract says of its fields.
package struct CommandData: Sendable {
  /// What was put together so far.
  package private(set) var object: JSONObject
  private let shape: FieldShape
  private var assigned: Set<[String]> = []

  /// Data that begin with a JSON object, which is taken as it is.
  package init(shape: FieldShape, from json: JSONObject = [:]) {
    self.shape = shape
    self.object = json
  }

  /// Data of a command with some assignments.
  package static func build(
    shape: FieldShape, from json: JSONObject = [:], _ assignments: [FieldAssignment]
  ) throws(CommandFailure) -> JSONObject {
    var data = CommandData(shape: shape, from: json)
    for assignment in assignments { try data.assign(assignment) }
    return data.object
  }

  /// Reads the object that `--data` or its file gives.
  package static func object(fromJSON text: String) throws(CommandFailure) -> JSONObject {
    guard case .object(let object) = JSONValue(json: Data(text.utf8)) else {
      throw CommandFailure(.usage, "the data are no JSON object")
    }
    return object
  }

  /// Puts a value into its field; throws a failure that says what the field takes.
  package mutating func assign(_ assignment: FieldAssignment) throws(CommandFailure) {
    if assignment.form != .element, !assigned.insert(assignment.path).inserted {
      throw CommandFailure(.usage, "\(assignment.field) is given twice; elements of a list are added with []=")
    }
    var value = JSONValue.object(object)
    try Self.put(assignment, at: assignment.path[...], in: shape, into: &value)
    guard case .object(let result) = value else { return }
    object = result
  }

  private static func put(
    _ assignment: FieldAssignment, at path: ArraySlice<String>, in shape: FieldShape, into value: inout JSONValue
  ) throws(CommandFailure) {
    guard let name = path.first else {
      value = try Self.value(of: assignment, as: shape, after: value)
      return
    }
    let inner = try Self.shape(of: name, in: shape, for: assignment)
    var fields: JSONObject = if case .object(let fields) = value { fields } else { [:] }
    var field = fields[name] ?? .null
    try put(assignment, at: path.dropFirst(), in: inner, into: &field)
    fields[name] = field
    value = .object(fields)
  }

  /// What lies under a name; raw JSON may go where this version of the contract knows nothing yet.
  private static func shape(
    of name: String, in shape: FieldShape, for assignment: FieldAssignment
  ) throws(CommandFailure) -> FieldShape {
    if let field = shape.field(name) { return field.shape }
    if assignment.form == .json || shape == .anything { return .anything }
    let known = shape.fields.map(\.name)
    let near = nearest(to: name, among: known)
    let hint =
      near.isEmpty
      ? (known.isEmpty ? "it takes no fields there" : "there are: \(known.joined(separator: ", "))")
      : "did you mean \(near.joined(separator: " or "))?"
    throw CommandFailure(.usage, "there is no field '\(assignment.field)'; \(hint)")
  }

  private static func value(
    of assignment: FieldAssignment, as shape: FieldShape, after current: JSONValue
  ) throws(CommandFailure) -> JSONValue {
    switch (assignment.form, shape) {
    case (.json, _):
      guard let value = JSONValue(json: Data(assignment.value.utf8)) else {
        throw CommandFailure(.usage, "\(assignment.field): '\(assignment.value)' is no JSON")
      }
      return value
    case (.element, .list(let element)):
      let elements: [JSONValue] = if case .array(let elements) = current { elements } else { [] }
      return .array(elements + [try FieldValue.scalar(assignment.value, as: element, of: assignment.field)])
    case (.element, _):
      throw CommandFailure(.usage, "\(assignment.field) is no list, but takes one \(shape.noun): leave out the []")
    case (.typed, .list(let element)):
      return .array(try FieldValue.list(assignment.value, of: element, for: assignment.field))
    case (.typed, _):
      return try FieldValue.scalar(assignment.value, as: shape, of: assignment.field)
    }
  }
}
