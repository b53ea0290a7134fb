import Synchronization

/// Wakes whoever waits on it; a wake-up while nobody waits is kept for the next who does.
package final class Signal: Sendable {
  fileprivate struct State {
    var isSet = false
    var closedAt: ContinuousClock.Instant?
    var waiter: Task<Void, any Error>?
    /// Whether the one who waits is not to be woken.
    var isResting = false
  }

  private let state = Mutex(State())

  package init() {}

  var isClosed: Bool { closedAt != nil }

  /// When it was closed.
  var closedAt: ContinuousClock.Instant? { state.withLock { $0.closedAt } }

  /// Wakes the one who waits.
  package func set() {
    state.withLock { state in
      state.isSet = true
      if !state.isResting { state.waiter?.cancel() }
    }
  }

  /// Wakes the one who waits, and lets nobody wait any more.
  package func close() {
    state.withLock { state in
      state.closedAt = state.closedAt ?? .now
      state.waiter?.cancel()
    }
  }

  /// Waits for a wake-up, a number of seconds at most; whether there was one.
  @discardableResult package func wait(seconds: Double) async -> Bool {
    let pause = state.withLock { state -> Task<Void, any Error>? in
      guard !state.isSet, state.closedAt == nil else { return nil }
      return state.pause(for: .seconds(seconds))
    }
    if let pause { await finish(pause) }
    return state.withLock { state in
      defer { state.isSet = false }
      return state.isSet
    }
  }

  /// Waits until an instant, or until it is closed; wake-ups are for what comes after, and those so far are forgotten then.
  package func rest(until instant: ContinuousClock.Instant) async {
    let pause = state.withLock { state -> Task<Void, any Error>? in
      let left = ContinuousClock.now.duration(to: instant)
      guard left > .zero, state.closedAt == nil else { return nil }
      state.isResting = true
      return state.pause(for: left)
    }
    guard let pause else { return }
    await finish(pause)
    state.withLock { state in
      state.isResting = false
      state.isSet = false
    }
  }

  private func finish(_ pause: Task<Void, any Error>) async {
    await withTaskCancellationHandler {
      _ = await pause.result
    } onCancel: {
      pause.cancel()
    }
    state.withLock { $0.waiter = nil }
  }
}

extension Signal.State {
  /// Begins a pause that a wake-up, or the end, cuts short.
  fileprivate mutating func pause(for duration: Duration) -> Task<Void, any Error> {
    let pause = Task { try await Task.sleep(for: duration) }
    waiter = pause
    return pause
  }
}
