import Synchronization

/// Wakes whoever waits on it; a wake-up while nobody waits is kept for the next who does.
final class Signal: Sendable {
  private struct State {
    var isSet = false
    var closedAt: ContinuousClock.Instant?
    var waiter: Task<Void, any Error>?
  }

  private let state = Mutex(State())

  var isClosed: Bool { closedAt != nil }

  /// When it was closed.
  var closedAt: ContinuousClock.Instant? { state.withLock { $0.closedAt } }

  /// Wakes the one who waits.
  func set() {
    state.withLock { state in
      state.isSet = true
      state.waiter?.cancel()
    }
  }

  /// Wakes the one who waits, and lets nobody wait any more.
  func close() {
    state.withLock { state in
      state.closedAt = state.closedAt ?? .now
      state.waiter?.cancel()
    }
  }

  /// Waits for a wake-up, a number of seconds at most.
  func wait(seconds: Double) async {
    let pause = state.withLock { state -> Task<Void, any Error>? in
      if state.isSet || state.closedAt != nil {
        state.isSet = false
        return nil
      }
      let pause = Task { try await Task.sleep(for: .seconds(seconds)) }
      state.waiter = pause
      return pause
    }
    guard let pause else { return }
    await withTaskCancellationHandler {
      _ = await pause.result
    } onCancel: {
      pause.cancel()
    }
    state.withLock { state in
      state.isSet = false
      state.waiter = nil
    }
  }
}
