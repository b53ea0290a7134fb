public import Vocabulary

/// A message went to a service's dead letters; told by that service, on `coopt.events`.
///
/// Every service tells it under its own name, so the type depends on who sends it. It never holds the message's body.
public struct MessageDeadLettered: EventPayload, Hashable {
  /// The form of its types: each service has one of its own, `messageType(service:)`.
  public static var messageType: MessageType { messageType(service: "*") }

  /// The message that was given up, or the queue it came from.
  public var subject: String { messageId ?? queue }

  /// The message's `id`, where it could be read, else its AMQP message id; 1 to 128 characters.
  public var messageId: String?
  /// The service that gave it up.
  public var service: String
  /// The queue that it came from.
  public var queue: String
  /// `undecodable`, `invalid-message`, `unknown-type`, `attempts-exhausted` or a problem's code.
  public var reason: ProblemCode
  /// How often it was tried.
  public var attempts: Int

  /// An event with its data.
  public init(messageId: String? = nil, service: String, queue: String, reason: ProblemCode, attempts: Int) {
    self.messageId = messageId
    self.service = service
    self.queue = queue
    self.reason = reason
    self.attempts = attempts
  }

  /// `coopt.<service>.message-dead-lettered.v1`.
  public static func messageType(service: String) -> MessageType {
    MessageType(service: service, name: "message-dead-lettered")
  }
}

extension MessageDeadLettered {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.envelopeID(messageId, "messageId")
    validator.line(service, "service")
    validator.line(queue, "queue", maximum: 255)
    validator.line(reason.rawValue, "reason")
    validator.count(attempts, "attempts")
  }
}
