import AMQPClient
public import FoundationEssentials
import Vocabulary

/// Messages as they were received, packed for one row of a table `received`.
public struct ReceivedMessages: Sendable {
  /// How many there are.
  public let count: Int
  /// All of them, in the order in which they were decided.
  public let packed: Data

  init(_ deliveries: [Delivery]) throws {
    count = deliveries.count
    packed = try PackedMessages.pack(
      deliveries.map { delivery in
        OutboxMessage(
          id: UUID.version7(),
          message: OutgoingMessage(
            exchange: delivery.exchange, routingKey: delivery.routingKey, properties: delivery.properties,
            body: delivery.body))
      })
  }

  /// Reads what a row holds; throws for anything else.
  package static func unpack(_ packed: Data) throws -> [OutgoingMessage] {
    try PackedMessages.unpack(packed).map(\.message)
  }
}
