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
  /// `undecodable`, `unknown-type`, `attempts-exhausted`, or any code that a message is refused with.
  public var reason: ProblemCode
  /// How often it was tried.
  public var attempts: Int
  /// The message's type, where it has the form of one of the contract.
  public var messageType: String?
  /// The fields that are at fault, by their paths, twenty of them at most, and never a value; absent where none are.
  public var fields: [String]?

  private enum CodingKeys: String, CodingKey {
    case messageId, service, queue, reason, attempts, fields
    case messageType = "type"
  }

  public init(
    messageId: String? = nil, service: String, queue: String, reason: ProblemCode, attempts: Int,
    messageType: String? = nil, fields: [String]? = nil
  ) {
    self.messageType = messageType
    self.fields = fields
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
    validator.attribute(messageType, "type")
    for (index, field) in (fields ?? []).enumerated() { validator.line(field, "fields[\(index)]", maximum: 300) }
  }
}

extension MessageDeadLettered {
  /// Fields that are named at most.
  private static let maximumFields = 20

  /// A type that may be shown: one that has the form of the contract's, since anybody may write anything there.
  public static func shown(_ type: String) -> String? {
    let isPlain = type.utf8.allSatisfy { isLowerCase($0) || isDigit($0) || $0 == UInt8(ascii: "-") || $0 == dot }
    return type.utf8.count <= 128 && isPlain && MessageType(type) != nil ? type : nil
  }

  /// Paths of fields that may be shown, the first of them; nil where there are none.
  public static func shown(_ fields: [String]) -> [String]? {
    let shown = fields.filter { field in
      field.utf8.count <= 300 && field.utf8.allSatisfy { isLowerCase($0 | 0x20) || isDigit($0) || inPaths.contains($0) }
    }
    return shown.isEmpty ? nil : Array(shown.prefix(maximumFields))
  }

  private static let dot = UInt8(ascii: ".")
  /// What a path has besides names and numbers.
  private static let inPaths = Array("._[]".utf8)

  private static func isLowerCase(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
