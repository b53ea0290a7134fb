import AMQPClient
import Messages
import Metrics
import Observability
import Topology

/// Counts the events that committed decisions caused, by type: what happens on the platform, as far as it can be counted.
struct EventCounters: Sendable {
  private let counters: [String: Counter]

  /// Counters of every event that a service emits.
  init(of service: ServiceName) {
    let emitted = Contract.events.map { $0.messageType }.filter { $0.service == service.rawValue }
    let types =
      emitted + [
        MessageDeadLettered.messageType(service: service.rawValue),
        CommandRefused.messageType(service: service.rawValue),
      ]
    counters = Dictionary(
      uniqueKeysWithValues: types.map { type in
        (type.description, Counter(label: MetricName.events, dimensions: [("type", type.description)]))
      })
  }

  /// Counts what a committed transaction owes.
  func count(_ row: OutboxRow) {
    for owed in row.messages where owed.message.exchange == Exchange.events.rawValue {
      if let type = owed.message.properties.type { counters[type]?.increment(by: owed.eventCount) }
    }
  }
}
