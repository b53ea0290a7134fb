public import FoundationEssentials

/// A message on its way to an exchange.
public struct OutgoingMessage: Sendable {
  /// The exchange; empty is the default exchange, which routes to the queue named by the key.
  public var exchange: String
  /// The routing key.
  public var routingKey: String
  /// The message's properties.
  public var properties: AMQPProperties
  /// The body, as it goes over the wire.
  public var body: Data
  /// Whether it comes back where no queue takes it; otherwise nobody hears of that.
  public var isMandatory = true

  public init(exchange: String, routingKey: String, properties: AMQPProperties, body: Data) {
    self.exchange = exchange
    self.routingKey = routingKey
    self.properties = properties
    self.body = body
  }
}

/// What became of a published message.
public enum PublishOutcome: Hashable, Sendable {
  /// The broker has taken responsibility for it.
  case confirmed
  /// It reached no queue: the broker's reply code and text (312 is NO_ROUTE). It was not kept anywhere.
  case returned(replyCode: Int, text: String)
  /// The broker could not take responsibility, for instance because a queue is full; it may be published again.
  case rejected
  /// It was not sent and never can be: AMQP has no room for it, for the reason given.
  case unsendable(String)
  /// The connection was lost before the broker answered: it may have the message or not.
  case unknown
}
