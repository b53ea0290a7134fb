public import FoundationEssentials

/// A message that the broker delivered, until it is acknowledged.
public struct Delivery: Sendable {
  /// Names the delivery to `AMQPConsumer.acknowledge`; void after a reconnect, which is noticed.
  public struct Tag: Hashable, Sendable {
    let connection: UInt64
    let number: UInt64

    package init(connection: UInt64, number: UInt64) {
      self.connection = connection
      self.number = number
    }

    /// Whether both came over the same connection: after a reconnect the former one's tags are void.
    package func isOfSameConnection(as other: Tag) -> Bool { connection == other.connection }
  }

  /// Names the delivery to `AMQPConsumer.acknowledge` and `reject`.
  public let tag: Tag
  /// The exchange that it was published to.
  public let exchange: String
  /// The routing key that it was published with; repaired where it is no UTF-8.
  public let routingKey: String
  /// The routing key's bytes, where they are no UTF-8.
  public let rawRoutingKey: Data?
  /// Whether the broker may have delivered it before.
  public let isRedelivered: Bool
  /// The message's properties.
  public let properties: AMQPProperties
  /// The body.
  public let body: Data
  /// Why properties or body are not, or not all, what was sent; nil for a delivery that was read whole.
  public let unreadable: Unreadable?
  /// Bytes of properties and body.
  let size: Int

  init(
    tag: Tag, exchange: String, routingKey: String, rawRoutingKey: Data? = nil, isRedelivered: Bool,
    properties: AMQPProperties, body: Data, unreadable: Unreadable? = nil, size: Int = 0
  ) {
    self.tag = tag
    self.exchange = exchange
    self.routingKey = routingKey
    self.rawRoutingKey = rawRoutingKey
    self.isRedelivered = isRedelivered
    self.properties = properties
    self.body = body
    self.unreadable = unreadable
    self.size = size
  }

  /// The same, as if it had been published elsewhere.
  package func rerouted(exchange: String, routingKey: String) -> Delivery {
    Delivery(
      tag: tag, exchange: exchange, routingKey: routingKey, isRedelivered: isRedelivered, properties: properties,
      body: body, unreadable: unreadable, size: size)
  }

  /// A part of it, as if it had been delivered by itself; it shares the tag.
  package func part(properties: AMQPProperties, body: Data) -> Delivery {
    Delivery(
      tag: tag, exchange: exchange, routingKey: routingKey, rawRoutingKey: rawRoutingKey,
      isRedelivered: isRedelivered, properties: properties, body: body, unreadable: unreadable, size: size)
  }
}
