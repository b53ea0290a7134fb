public import Vocabulary

/// A command was refused while nobody waited for the answer; told by the service that refused it, on `coopt.events`.
///
/// Every service tells it under its own name, so the type depends on who sends it. It never holds the command's data.
public struct CommandRefused: EventPayload, Hashable {
  /// The form of its types: each service has one of its own, `messageType(service:)`.
  public static var messageType: MessageType { messageType(service: "*") }

  /// The command that was refused.
  public var subject: String { messageId }

  /// The command's `id`; 1 to 128 characters.
  public var messageId: String
  /// The service that refused it.
  public var service: String
  /// The queue that it came from.
  public var queue: String
  /// The command's type.
  public var messageType: String?
  /// Why it was refused.
  public var code: ProblemCode
  /// The fields that are at fault, by their paths, where the refusal names some; never a value.
  public var fields: [String]?

  private enum CodingKeys: String, CodingKey {
    case messageId, service, queue, code, fields
    case messageType = "type"
  }

  public init(
    messageId: String, service: String, queue: String, messageType: String?, code: ProblemCode, fields: [String]? = nil
  ) {
    self.messageId = messageId
    self.service = service
    self.queue = queue
    self.messageType = messageType
    self.code = code
    self.fields = fields
  }

  /// `coopt.<service>.command-refused.v1`.
  public static func messageType(service: String) -> MessageType {
    MessageType(service: service, name: "command-refused")
  }
}

extension CommandRefused {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.envelopeID(messageId, "messageId")
    validator.line(service, "service")
    validator.line(queue, "queue", maximum: 255)
    validator.attribute(messageType, "type")
    validator.line(code.rawValue, "code")
    for (index, field) in (fields ?? []).enumerated() { validator.line(field, "fields[\(index)]", maximum: 300) }
  }
}
