import AMQPClient
import FoundationEssentials
import MessageHandling
import PostgreSQLClient
import Synchronization

/// Whether the service is ready, and if not, what it waits for.
final class HealthState: Sendable {
  /// One thing that must be in order.
  struct Check: Encodable, Sendable {
    let name: String
    let isReady: Bool
    let detail: String?
  }

  /// What a running service is looked at by.
  struct Observed: Sendable {
    let consumers: [AMQPConsumer]
    let publishers: [String: AMQPPublisher]
    let lanes: [LaneState]
    let owedRows: OwedRows
    let database: HealthProbe
    let residents: [any Resident]
  }

  private struct State {
    var phase = "starting"
    var observed: Observed?
  }

  /// How long the broker may owe a confirm before the service is not ready.
  private static let confirmLimit = Duration.seconds(15)

  private let state = Mutex(State())

  /// Names what the service is doing, until `observe`.
  func enter(_ phase: String) {
    state.withLock { $0.phase = phase }
  }

  /// From here on the connections and lanes themselves say whether the service is ready.
  func observe(_ observed: Observed) {
    state.withLock { state in
      state.phase = "running"
      state.observed = observed
    }
  }

  /// Looks at everything now; answers within two seconds.
  func checks() async -> [Check] {
    let state = state.withLock { $0 }
    guard state.phase == "running", let observed = state.observed else {
      return [Check(name: "phase", isReady: false, detail: state.phase)]
    }
    var checks = [await databaseCheck(observed.database)]
    for (name, publisher) in observed.publishers.sorted(by: { $0.key < $1.key }) {
      checks.append(brokerCheck(name, publisher.status))
    }
    for consumer in observed.consumers { checks.append(brokerCheck(consumer.queue, consumer.status)) }
    checks += observed.lanes.map(laneCheck)
    checks.append(confirmCheck(observed.owedRows))
    // Told, though the service does its work all the same.
    for resident in observed.residents {
      checks += resident.remarks.map { Check(name: resident.name, isReady: true, detail: $0) }
    }
    return checks
  }

  /// Looks at what a door needs: what comes in is kept while the database takes it, whether the broker is there or not.
  func doorChecks() async -> [Check] {
    let state = state.withLock { $0 }
    guard state.phase == "running", let observed = state.observed else {
      return [Check(name: "phase", isReady: false, detail: state.phase)]
    }
    return [await databaseCheck(observed.database)]
  }

  private func databaseCheck(_ probe: HealthProbe) async -> Check {
    let health = await probe.check()
    return Check(name: "database", isReady: health.isWritable, detail: health.isWritable ? nil : "\(health)")
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

  private func laneCheck(_ lane: LaneState) -> Check {
    let pause = lane.pause
    return Check(name: "lane \(lane.queue)", isReady: pause == nil, detail: pause.map { "paused: \($0.reason)" })
  }

  private func confirmCheck(_ owedRows: OwedRows) -> Check {
    let age = owedRows.oldestAge
    let isReady = age.map { $0 < Self.confirmLimit } ?? true
    return Check(
      name: "confirms", isReady: isReady,
      detail: isReady ? nil : "the broker has not confirmed for \((age ?? .zero).components.seconds) s")
  }
}
