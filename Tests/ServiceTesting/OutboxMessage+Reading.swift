import AMQPClient
public import FoundationEssentials
public import ServiceRuntime

extension OutboxMessage {
  /// Where it goes to within its exchange.
  public var routingKey: String { message.routingKey }

  /// The message type's text.
  public var type: String? { message.properties.type }

  /// The envelope in structured mode.
  public var body: Data { message.body }
}
