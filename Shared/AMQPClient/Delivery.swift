public import FoundationEssentials

/// A message that the broker delivered, until it is acknowledged.
public struct Delivery: Sendable {
  /// Names the delivery to `AMQPConsumer.acknowledge`; void after a reconnect, which is noticed.
  public struct Tag: Hashable, Sendable {
    let connection: UInt64
    let number: UInt64
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
}
