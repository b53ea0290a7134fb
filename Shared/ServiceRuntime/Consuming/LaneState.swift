import Logging
import Metrics
import Observability
import Synchronization

/// Whether a lane works or waits, and since when; for health checks, metrics and its own decisions.
final class LaneState: Sendable {
  /// Why nothing is taken from a queue.
  struct Pause: Sendable {
    let reason: String
    let since: ContinuousClock.Instant
  }

  private struct State {
    var pause: Pause?
    var commits = 0
    var aside = 0
    /// Since when the lane has had messages in hand without a commit; nil while it has none.
    var busySince: ContinuousClock.Instant?
    /// How old the last batch was at its commit.
    var lag = Duration.zero
  }

  private let pauses: Counter

  /// The lane's queue.
  let queue: String
  private let state = Mutex(State())

  init(queue: String) {
    self.queue = queue
    self.pauses = Counter(label: MetricName.lanePauses, dimensions: [("queue", queue)])
  }

  /// Tells that the lane works, before it has ever waited: an alarm wants a value to compare with.
  func started() { record(0) }

  /// What the lane waits for, while it does.
  var pause: Pause? { state.withLock { $0.pause } }

  /// How many batches were committed so far.
  var commits: Int { state.withLock { $0.commits } }

  /// Notes that messages were taken, or that all that were taken are committed.
  func isBusy(_ isBusy: Bool) {
    state.withLock { $0.busySince = isBusy ? .now : nil }
  }

  /// Notes how old a batch was at its commit.
  func lagged(by lag: Duration) {
    state.withLock { $0.lag = lag }
  }

  /// What metrics say of the lane at this moment.
  var observations: [Observation] {
    let state = state.withLock { $0 }
    let busy = state.busySince.map { $0.duration(to: .now) } ?? .zero
    let lag = state.busySince == nil ? .zero : state.lag
    return [
      Observation(MetricName.laneBusy, labels: [("queue", queue)], busy / .seconds(1)),
      Observation(MetricName.laneLag, labels: [("queue", queue)], lag / .seconds(1)),
      Observation(MetricName.laneAside, labels: [("queue", queue)], Double(state.aside)),
    ]
  }

  /// Notes that the lane waits; true when it worked before.
  func paused(because reason: String) -> Bool {
    let isNew = state.withLock { state in
      defer { state.pause = Pause(reason: reason, since: state.pause?.since ?? .now) }
      return state.pause == nil
    }
    if isNew {
      record(1)
      pauses.increment()
    }
    return isNew
  }

  /// Notes a commit; true when the lane had waited before.
  func committed() -> Bool {
    let wasPaused = state.withLock { state in
      state.commits += 1
      if state.busySince != nil { state.busySince = .now }
      defer { state.pause = nil }
      return state.pause != nil
    }
    if wasPaused { record(0) }
    return wasPaused
  }

  /// Counts a message that is set aside; false when there are too many already.
  func setAside(atMost limit: Int) -> Bool {
    state.withLock { state in
      guard state.aside < limit else { return false }
      state.aside += 1
      return true
    }
  }

  /// Notes that a message that was set aside is done.
  func tookBack() {
    state.withLock { $0.aside -= 1 }
  }

  private func record(_ value: Int) {
    Gauge(label: MetricName.lanePaused, dimensions: [("queue", queue)]).record(value)
  }
}
