import AMQPClient
import FoundationEssentials
import Messages
import Topology
import Vocabulary

/// Makes AMQP messages out of envelopes, with the properties that the contract asks for.
struct MessageFactory: Sendable {
  let service: ServiceName
  /// The CloudEvents `source` of everything this service says.
  let source: String
  let coder = MessageCoder()

  init(service: ServiceName) {
    self.service = service
    self.source = "/coopt/\(service.rawValue)"
  }

  func message<Payload: Codable & Sendable>(
    _ envelope: CloudEvent<Payload>, exchange: String, routingKey: String
  ) throws -> OutboxMessage {
    OutboxMessage(
      id: envelope.id.rawValue,
      message: OutgoingMessage(
        exchange: exchange,
        routingKey: routingKey,
        properties: properties(
          id: envelope.id.description, type: envelope.type, time: envelope.time, traceParent: envelope.traceParent),
        body: try coder.encode(envelope)
      )
    )
  }

  func properties(id: String, type: String, time: Timestamp?, traceParent: String?) -> AMQPProperties {
    AMQPProperties(
      contentType: ContentType.structured,
      headers: traceParent.map { ["traceparent": .string($0)] } ?? [:],
      messageID: id,
      timestamp: time.map { UInt64(max(0, $0.microseconds / 1_000_000)) },
      type: type,
      appID: service.rawValue
    )
  }
}

/// The content types of the contract.
enum ContentType {
  static let structured = "application/cloudevents+json"
  static let batch = "application/cloudevents-batch+json"
  static let binary = "application/json"
}
