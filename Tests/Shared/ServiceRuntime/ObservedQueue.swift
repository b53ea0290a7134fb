import AMQPClient
import Foundation
import Logging
import Messages
import ServiceRuntime

/// A queue that a test looks at: hands out its messages one by one, in order.
actor ObservedQueue {
  private let consumer: AMQPConsumer
  private var waiting: [Delivery] = []

  struct Ended: Error {}

  init(_ configuration: AMQPConfiguration, queue: String) {
    self.consumer = AMQPConsumer(
      configuration: configuration, queue: queue, prefetch: 500, logger: QuietLog.logger)
  }

  nonisolated func run() async { await consumer.run() }
  nonisolated func ready() async -> Bool { await consumer.ready() }
  nonisolated func shutDown() async { await consumer.shutDown() }

  /// The next message, when there is one.
  func next() async throws -> Delivery {
    if waiting.isEmpty { try await fetch() }
    return waiting.removeFirst()
  }

  /// The next event of a type.
  ///
  /// Others that came before are still to be had: what different transactions tell has no order.
  func next<Payload: MessagePayload>(of payload: Payload.Type) async throws -> CloudEvent<Payload> {
    var seen = 0
    while true {
      while seen < waiting.count {
        // Each service has some under its own name, as that of a dead letter.
        if waiting[seen].eventType?.name == Payload.messageType.name {
          return try waiting.remove(at: seen).event(payload)
        }
        seen += 1
      }
      try await fetch()
    }
  }

  private func fetch() async throws {
    guard let batch = await consumer.nextBatch(limit: 500) else { throw Ended() }
    await consumer.acknowledge(batch.map(\.tag))
    waiting += batch.flatMap(EventUnfolding.unfold)
  }

  /// The next so many messages.
  func next(_ count: Int) async throws -> [Delivery] {
    var deliveries: [Delivery] = []
    while deliveries.count < count { deliveries.append(try await next()) }
    return deliveries
  }
}

extension Delivery {
  /// The envelope, read.
  func event<Payload: Codable & Sendable>(_ payload: Payload.Type) throws -> CloudEvent<Payload> {
    try JSONDecoder().decode(CloudEvent<Payload>.self, from: body)
  }

  /// What its envelope says it is; nil where that cannot be read.
  var eventType: MessageType? {
    struct Envelope: Decodable { let type: String }
    return (try? JSONDecoder().decode(Envelope.self, from: body)).flatMap { MessageType($0.type) }
  }

  var reason: String? { properties.headers["x-coopt-reason"]?.string }
}

/// Keeps the tests' output readable.
struct QuietLog: LogHandler {
  var logLevel = Logger.Level.critical
  var metadata: Logger.Metadata = [:]

  init(label: String) {}

  static var logger: Logger { Logger(label: "test", factory: QuietLog.init) }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {}
}
