import AMQPClient
import FoundationEssentials
import Messages
import Topology
import Vocabulary

/// Puts messages that cannot be handled where operators find them: body and properties as they were, and the reason.
struct DeadLetterFactory: Sendable {
  let service: ServiceName

  /// The dead letter itself, for the outbox.
  ///
  /// `messageID` names a message whose properties do not: a part of a batch has its id in its envelope alone.
  func message(
    _ delivery: Delivery, messageID: String?, reason: DeadLetterReason, queue: String
  ) -> OutboxMessage {
    var properties = delivery.properties
    properties.messageID = properties.messageID ?? messageID
    properties.headers["x-coopt-reason"] = .string(reason.code.rawValue)
    properties.headers["x-coopt-detail"] = .string(String(reason.detail.prefix(Self.detailLimit)))
    properties.headers["x-coopt-queue"] = .string(queue)
    properties.headers["x-coopt-attempts"] = .integer(Int64(reason.attempts))
    // The broker refuses a user id that is not the publisher's own, and lets an expired dead letter vanish.
    properties.userID = nil
    properties.expiration = nil
    properties.isPersistent = true
    return OutboxMessage(
      id: UUID.version7(),
      message: OutgoingMessage(
        exchange: Exchange.deadLetters.rawValue,
        routingKey: routingKey(of: delivery),
        properties: properties,
        body: delivery.body
      )
    )
  }

  /// The service's word before the key it had, in what a key may hold: whoever sent it may have used it up to the end.
  private func routingKey(of delivery: Delivery) -> String {
    var key = "\(service.rawValue)."
    for character in delivery.routingKey.unicodeScalars {
      // PostgreSQL stores no NUL in a text.
      let character = character == "\0" ? "?" : Character(character)
      guard key.utf8.count + character.utf8.count <= Self.routingKeyLimit else { break }
      key.append(character)
    }
    return key
  }

  /// Bytes that a routing key may have (AMQP 0-9-1, short string).
  private static let routingKeyLimit = 255
  /// Characters of a detail that are kept.
  private static let detailLimit = 1000

  /// The event that tells of it; nil for a message that is itself such an event, which would go round for ever.
  func event(
    _ delivery: Delivery, messageID: String?, reason: DeadLetterReason, queue: String
  ) -> MessageDeadLettered? {
    guard !delivery.routingKey.hasSuffix(".message-dead-lettered") else { return nil }
    return MessageDeadLettered(
      messageId: messageID.flatMap { MessageID($0) },
      service: service.rawValue,
      queue: queue,
      reason: reason.code,
      attempts: reason.attempts
    )
  }
}
