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
    if waiting.isEmpty {
      guard let batch = await consumer.nextBatch(limit: 500) else { throw Ended() }
      await consumer.acknowledge(batch.map(\.tag))
      waiting = batch.flatMap(EventUnfolding.unfold)
    }
    return waiting.removeFirst()
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
