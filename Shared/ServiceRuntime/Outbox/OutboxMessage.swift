import AMQPClient
import FoundationEssentials
import MessageHandling
import Observability
import Topology
import Vocabulary

/// A message that a committed transaction owes to the world.
package struct OutboxMessage: Sendable {
  /// Names it among what is owed; for an event it is the message's own id.
  package let id: UUID
  /// The message.
  package private(set) var message: OutgoingMessage
  /// How many events it holds.
  package let eventCount: Int

  package init(id: UUID, message: OutgoingMessage, eventCount: Int = 1) {
    self.id = id
    self.message = message
    self.message.isMandatory = Topology.isAwaited(message.routingKey, on: message.exchange)
    self.eventCount = eventCount
  }

  /// What a decision emitted, in the broker's form.
  package init(_ emitted: EmittedMessage, from service: ServiceName) {
    self.init(
      id: emitted.id.rawValue,
      message: OutgoingMessage(
        exchange: emitted.exchange.rawValue,
        routingKey: emitted.routingKey,
        properties: .ofEnvelope(
          id: emitted.id, type: emitted.type, time: emitted.time, traceParent: emitted.traceParent,
          traceState: emitted.trace.state, from: service),
        body: emitted.body))
  }
}

extension AMQPProperties {
  /// The properties that the contract asks for beside an envelope in structured mode.
  static func ofEnvelope(
    id: MessageID, type: String, time: Timestamp, traceParent: String?, traceState: String? = nil,
    from service: ServiceName
  ) -> AMQPProperties {
    var headers: [String: AMQPFieldValue] = traceParent.map { ["traceparent": .string($0)] } ?? [:]
    if let traceState { headers["tracestate"] = .string(traceState) }
    return AMQPProperties(
      contentType: ContentType.structured,
      headers: headers,
      messageID: id.description,
      timestamp: UInt64(max(0, time.microseconds / 1_000_000)),
      type: type,
      appID: service.rawValue
    )
  }
}
