package import MessageSchemas
import Messages
import Vocabulary

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

  /// What an accepted reply holds; found out when asked for.
  package var result: FieldShape { Self.result(payload) ?? .anything }

  /// What it may be refused with.
  package var refusals: [ProblemCode] {
    payload.refusals + [.invalidMessage] + (Self.asksForActor(payload) ? [.actorRequired] : [])
  }

  /// Whether some of its kind are refused without an actor (A2): one with all its fields filled is looked at.
  private static func asksForActor<Payload: CommandPayload>(_ payload: Payload.Type) -> Bool {
    (try? FieldShape.probe(payload))?.value.requiresActor ?? false
  }

  private static func result<Payload: CommandPayload>(_ payload: Payload.Type) -> FieldShape? {
    FieldShape.of(Payload.Result.self)
  }

  /// A field, or those inside it: the path, with `?` after what may be left out, and what it takes.
  private static func line(_ field: FieldShape.Field, under prefix: String = "") -> [(name: String, noun: String)] {
    let name = "\(prefix)\(field.name)"
    let mark = field.isOptional ? "?" : ""
    switch field.shape {
    case .object(let fields): return fields.flatMap { line($0, under: "\(name)\(mark).") }
    case .list(of: .object(let fields)) where !fields.isEmpty:
      return fields.flatMap { line($0, under: "\(name)[]\(mark).") }
    default: return [("\(name)\(mark)", field.shape.noun)]
    }
  }

  /// All fields, those of objects by their paths.
  package var lines: [(name: String, noun: String)] { data.fields.flatMap { Self.line($0) } }

  /// All fields of the result, likewise.
  package var resultLines: [(name: String, noun: String)] { result.fields.flatMap { Self.line($0) } }
}
