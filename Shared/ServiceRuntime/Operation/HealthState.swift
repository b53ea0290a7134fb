import AMQPClient
import FoundationEssentials
import Synchronization

/// Whether the service is ready, and if not, what it waits for.
final class HealthState: Sendable {
  /// One thing that must be in order.
  struct Check: Encodable, Sendable {
    let name: String
    let isReady: Bool
    let detail: String?
  }

  private struct State {
    var phase = "starting"
    var consumers: [AMQPConsumer] = []
    var publishers: [String: AMQPPublisher] = [:]
    var database: DatabaseGate?
  }

  private let state = Mutex(State())

  /// Names what the service is doing, until `observe`.
  func enter(_ phase: String) {
    state.withLock { $0.phase = phase }
  }

  /// From here on the connections themselves say whether the service is ready.
  func observe(consumers: [AMQPConsumer], publishers: [String: AMQPPublisher], database: DatabaseGate) {
    state.withLock { state in
      state.phase = "running"
      state.consumers = consumers
      state.publishers = publishers
      state.database = database
    }
  }

  /// Looks at everything now.
  func checks() async -> [Check] {
    let state = state.withLock { $0 }
    guard state.phase == "running", let database = state.database else {
      return [Check(name: "phase", isReady: false, detail: state.phase)]
    }
    var checks = [await databaseCheck(database)]
    for (name, publisher) in state.publishers.sorted(by: { $0.key < $1.key }) {
      checks.append(brokerCheck(name, publisher.status))
    }
    for consumer in state.consumers { checks.append(brokerCheck(consumer.queue, consumer.status)) }
    return checks
  }

  private func databaseCheck(_ database: DatabaseGate) async -> Check {
    do {
      try await database.ping()
      return Check(name: "database", isReady: true, detail: nil)
    } catch {
      return Check(name: "database", isReady: false, detail: "\(error)")
    }
  }

  private func brokerCheck(_ name: String, _ status: ConnectionStatus) -> Check {
    let detail: String? =
      switch status {
      case .connected: nil
      case .blocked(let reason): "blocked: \(reason)"
      case .disconnected(let error): error.map(String.init(describing:)) ?? "connecting"
      case .stopped: "stopped"
      }
    return Check(name: name, isReady: status.isReady, detail: detail)
  }
}
