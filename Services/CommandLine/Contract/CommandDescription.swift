import Messages

/// A command of the contract, as the command line knows it.
package struct CommandDescription: Sendable {
  private let payload: any CommandPayload.Type

  package init(_ payload: any CommandPayload.Type) {
    self.payload = payload
  }

  /// The command's type on the wire, which gives its routing key.
  package var type: MessageType { payload.messageType }

  /// What its `data` hold; found out when asked for.
  package var data: FieldShape { FieldShape.of(payload) ?? .anything }

  /// A field, or those inside it: the path, with `?` after what may be left out, and what it takes.
  private static func line(_ field: FieldShape.Field, under prefix: String = "") -> [(name: String, noun: String)] {
    let name = "\(prefix)\(field.name)"
    let mark = field.isOptional ? "?" : ""
    guard case .object(let fields) = field.shape else { return [("\(name)\(mark)", field.shape.noun)] }
    return fields.flatMap { line($0, under: "\(name)\(mark).") }
  }

  /// All fields, those of objects by their paths.
  package var lines: [(name: String, noun: String)] { data.fields.flatMap { Self.line($0) } }
}
