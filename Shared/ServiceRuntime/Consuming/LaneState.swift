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
  }

  /// The lane's queue.
  let queue: String
  private let state = Mutex(State())

  init(queue: String) {
    self.queue = queue
  }

  /// Tells that the lane works, before it has ever waited: an alarm wants a value to compare with.
  func started() { record(0) }

  /// What the lane waits for, while it does.
  var pause: Pause? { state.withLock { $0.pause } }

  /// How many batches were committed so far.
  var commits: Int { state.withLock { $0.commits } }

  /// Notes that the lane waits; true when it worked before.
  func paused(because reason: String) -> Bool {
    let isNew = state.withLock { state in
      defer { state.pause = Pause(reason: reason, since: state.pause?.since ?? .now) }
      return state.pause == nil
    }
    if isNew { record(1) }
    return isNew
  }

  /// Notes a commit; true when the lane had waited before.
  func committed() -> Bool {
    let wasPaused = state.withLock { state in
      state.commits += 1
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
