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
    _ delivery: Delivery, messageID: String?, reason: DeadLetterReason, queue: String, at now: Timestamp
  ) -> OutboxMessage {
    var properties = reason.isBare ? AMQPProperties() : delivery.properties
    properties.messageID = properties.messageID ?? messageID
    properties.headers = Self.headers(of: properties).merging(
      headers(delivery, reason: reason, queue: queue, at: now)
    ) { $1 }
    // The broker refuses a user id that is not the publisher's own, and lets an expired dead letter vanish.
    properties.userID = nil
    properties.expiration = nil
    properties.isPersistent = true
    let letter = OutgoingMessage(
      exchange: Exchange.deadLetters.rawValue,
      routingKey: routingKey(of: delivery),
      properties: properties,
      body: reason.isBare ? Data() : delivery.body
    )
    // What does not fit is cut, and says so: a letter that cannot be sent tells nobody anything.
    return OutboxMessage(id: UUID.version7(), message: letter.fitted())
  }

  /// The sender's headers, less what would have the broker send the letter elsewhere, or speaks in our name.
  private static func headers(of properties: AMQPProperties) -> [String: AMQPFieldValue] {
    var headers = properties.headers.filter { !$0.key.hasPrefix(own) }
    for name in ["CC", "BCC"] { headers[own + name.lowercased()] = headers.removeValue(forKey: name) }
    return headers
  }

  /// Why it is one, and how it came.
  private func headers(
    _ delivery: Delivery, reason: DeadLetterReason, queue: String, at now: Timestamp
  ) -> [String: AMQPFieldValue] {
    var headers: [String: AMQPFieldValue] = [
      "reason": .string(reason.code.rawValue),
      "detail": .string(String(reason.detail.prefix(Self.detailLimit))),
      "queue": .string(queue),
      "attempts": .integer(Int64(reason.attempts)),
      "exchange": .string(delivery.exchange),
      "routing-key": .string(Self.storable(delivery.routingKey)),
      "time": .string(now.description),
    ]
    // The table of headers as it came, where it could not be read.
    if !reason.isBare, let table = delivery.unreadable?.headers { headers["headers"] = .bytes(table) }
    headers["user-id"] = delivery.properties.userID.map { .string(Self.storable($0)) }
    headers["expiration"] = delivery.properties.expiration.map { .string(Self.storable($0)) }
    return Dictionary(uniqueKeysWithValues: headers.map { (Self.own + $0.key, $0.value) })
  }

  /// The service's word before the key it had, in what a key may hold: whoever sent it may have used it up to the end.
  private func routingKey(of delivery: Delivery) -> String {
    var key = "\(service.rawValue)."
    for character in Self.storable(delivery.routingKey) {
      guard key.utf8.count + character.utf8.count <= Self.routingKeyLimit else { break }
      key.append(character)
    }
    return key
  }

  /// PostgreSQL stores no NUL in a text.
  private static func storable(_ text: String) -> String {
    text.contains("\0") ? text.replacing("\0", with: "?") : text
  }

  /// What the names of our own headers begin with.
  private static let own = "x-coopt-"
  /// Bytes that a routing key may have (AMQP 0-9-1, short string).
  private static let routingKeyLimit = 255
  /// Characters of a detail that are kept.
  private static let detailLimit = 1000

  private static func isEnvelopeID(_ text: String) -> Bool {
    var validator = Validator()
    validator.envelopeID(text, "messageId")
    return validator.errors.isEmpty
  }

  /// The event that tells of it; nil for a message that is itself such an event, which would go round for ever.
  func event(
    _ delivery: Delivery, messageID: String?, type: String?, reason: DeadLetterReason, queue: String
  ) -> MessageDeadLettered? {
    guard !delivery.routingKey.hasSuffix(".message-dead-lettered") else { return nil }
    return MessageDeadLettered(
      messageId: [messageID, delivery.properties.messageID].lazy.compactMap(\.self).first(where: Self.isEnvelopeID),
      service: service.rawValue,
      queue: queue,
      reason: reason.code,
      attempts: reason.attempts,
      messageType: (type ?? delivery.properties.type).flatMap(MessageDeadLettered.shown),
      fields: MessageDeadLettered.shown(reason.fields)
    )
  }
}
