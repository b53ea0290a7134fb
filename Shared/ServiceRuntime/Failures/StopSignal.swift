import Synchronization

/// Says to whoever waits that the service stops: nobody sleeps through it.
final class StopSignal: Sendable {
  private struct State {
    var isSet = false
    var nextSleeper = 0
    var sleepers: [Int: Task<Void, any Error>] = [:]
  }

  private let state = Mutex(State())

  /// Whether the service stops.
  var isSet: Bool { state.withLock { $0.isSet } }

  /// Wakes all who sleep; nobody sleeps from here on.
  func set() {
    let sleepers = state.withLock { state in
      state.isSet = true
      defer { state.sleepers = [:] }
      return Array(state.sleepers.values)
    }
    sleepers.forEach { $0.cancel() }
  }

  /// Sleeps; false when the service stops meanwhile, or the caller is cancelled.
  func sleep(for duration: Duration) async -> Bool {
    guard let (number, sleep) = fallAsleep(for: duration) else { return false }
    await withTaskCancellationHandler {
      _ = await sleep.result
    } onCancel: {
      sleep.cancel()
    }
    return state.withLock { state in
      state.sleepers[number] = nil
      return !state.isSet
    } && !Task.isCancelled
  }

  private func fallAsleep(for duration: Duration) -> (number: Int, sleep: Task<Void, any Error>)? {
    state.withLock { state in
      guard !state.isSet, !Task.isCancelled else { return nil }
      state.nextSleeper += 1
      let sleep = Task { try await Task.sleep(for: duration) }
      state.sleepers[state.nextSleeper] = sleep
      return (state.nextSleeper, sleep)
    }
  }
}
