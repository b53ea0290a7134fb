import AMQPClient
import FoundationEssentials
import Logging
import MessageHandling
import PostgreSQLClient
import ServiceSettings
import Topology
import Vocabulary

/// A service on its database alone: messages go straight into its transactions, and what it owes is handed back at once.
///
/// It shows what the same SQL costs without a broker (Tests/Bench), and handles again what was received.
package struct BrokerlessService: Sendable {
  private let parts: RuntimeParts

  /// A service with its usual settings; of the broker's nothing is used.
  package init(_ definition: ServiceDefinition, settings: Settings, logger: Logger) throws(SettingError) {
    let settings = try RuntimeSettings(settings, service: definition.name, batchSize: definition.batchSize)
    parts = RuntimeParts(definition: definition, settings: settings, logger: logger)
  }

  /// Handles what waits in a queue, in batches as large as the service takes them; what it owes counts as confirmed.
  ///
  /// It does so now, unless another instant is given.
  package func handle(
    _ messages: [OutgoingMessage], of queue: String, at instant: Timestamp? = nil
  ) async throws -> [OutgoingMessage] {
    guard let lane = parts.lanes.first(where: { $0.processor.queue == queue }) else { return [] }
    var deliveries = messages.map(Delivery.init(undelivered:))
    if lane.processor.kind == .event { deliveries = deliveries.flatMap(EventUnfolding.unfold) }
    var owed: [OutgoingMessage] = []
    for start in stride(from: 0, to: deliveries.count, by: lane.limits.batchSize) {
      let batch = deliveries[start..<min(start + lane.limits.batchSize, deliveries.count)]
      owed += confirm(
        try await lane.processor.process(Array(batch), at: instant ?? .now).outbox, in: lane.publisher.owedRows)
    }
    return owed
  }

  /// Handles again a batch as a row of `received` holds it, at its time; how many messages it holds.
  package func handle(received packed: Data, at now: Timestamp) async throws -> Int {
    let deliveries = try ReceivedMessages.unpack(packed).map(Delivery.init(undelivered:))
    let exchange = deliveries.first?.exchange
    // A row is of one lane.
    for lane in parts.lanes where lane.processor.kind.exchange.rawValue == exchange {
      var processor = lane.processor
      processor.reader.requiresActors = false
      _ = confirm(try await processor.process(deliveries, at: now).outbox, in: lane.publisher.owedRows)
    }
    return deliveries.count
  }

  /// Does scheduled work of a name again, all that was due at an instant; what it owes counts as confirmed.
  package func work(_ name: String, at instant: Timestamp) async throws {
    for loop in parts.loops where loop.work.name == name {
      var isDue = true
      while isDue {
        let (next, row) = try await loop.workOnce(at: instant)
        _ = confirm(row, in: loop.publisher.owedRows)
        isDue = next == .immediately
      }
    }
  }

  /// Does the scheduled work that has become due by it, and deletes the last outbox rows, as the relay does when nothing
  /// more comes; what is owed is handed back.
  package func finish() async throws -> [OutgoingMessage] {
    var owed: [OutgoingMessage] = []
    for loop in parts.loops {
      var isDue = true
      while isDue {
        let (next, row) = try await loop.workOnce()
        owed += confirm(row, in: loop.publisher.owedRows)
        if case .immediately = next { isDue = true } else { isDue = false }
      }
    }
    try await parts.relay.deleteConfirmed()
    return owed
  }

  private func confirm(_ row: OutboxRow?, in owedRows: OwedRows) -> [OutgoingMessage] {
    guard let row else { return [] }
    owedRows.confirm(row.id)
    return row.messages.map(\.message)
  }

  /// Closes the connections.
  package func close() async {
    await parts.pool.close()
  }
}
