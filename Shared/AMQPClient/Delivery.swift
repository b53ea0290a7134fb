public import FoundationEssentials

/// A message that the broker delivered, until it is acknowledged.
public struct Delivery: Sendable {
  /// Names the delivery to `AMQPConsumer.acknowledge`; void after a reconnect, which is noticed.
  public struct Tag: Hashable, Sendable {
    let connection: UInt64
    let number: UInt64

    /// Whether both came over the same connection: after a reconnect the former one's tags are void.
    package func isOfSameConnection(as other: Tag) -> Bool { connection == other.connection }
  }

  /// Names the delivery to `AMQPConsumer.acknowledge`.
  public let tag: Tag
  /// The exchange that it was published to.
  public let exchange: String
  /// The routing key that it was published with.
  public let routingKey: String
  /// Whether the broker may have delivered it before.
  public let isRedelivered: Bool
  /// The message's properties.
  public let properties: AMQPProperties
  /// The body.
  public let body: Data

  /// A part of it, as if it had been delivered by itself; it shares the tag.
  package func part(properties: AMQPProperties, body: Data) -> Delivery {
    Delivery(
      tag: tag, exchange: exchange, routingKey: routingKey, isRedelivered: isRedelivered, properties: properties,
      body: body)
  }
}
