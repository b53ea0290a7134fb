import Synchronization

/// Wakes whoever waits for something to do; what rang while nobody waited is heard by the next who does.
package final class Bell: Sendable {
  private struct State {
    var hasRung = false
    var isClosed = false
    var waiter: Task<Void, any Error>?
  }

  private let state = Mutex(State())

  package init() {}

  /// Whether there is nothing to wait for any more.
  package var isClosed: Bool { state.withLock { $0.isClosed } }

  /// Wakes the one who waits.
  package func ring() {
    state.withLock { state in
      state.hasRung = true
      state.waiter?.cancel()
    }
  }

  /// Wakes the one who waits, for good.
  package func close() {
    state.withLock { state in
      state.isClosed = true
      state.waiter?.cancel()
    }
  }

  /// Waits until it rings, so many seconds at most; false once it is closed or the task is cancelled.
  package func wait(seconds: Double) async -> Bool {
    let pause = state.withLock { state -> Task<Void, any Error>? in
      guard !state.hasRung, !state.isClosed else { return nil }
      let pause = Task { try await Task.sleep(for: .seconds(max(0, seconds))) }
      state.waiter = pause
      return pause
    }
    if let pause {
      await withTaskCancellationHandler {
        _ = await pause.result
      } onCancel: {
        pause.cancel()
      }
    }
    return state.withLock { state in
      state.hasRung = false
      state.waiter = nil
      return !state.isClosed
    } && !Task.isCancelled
  }
}
