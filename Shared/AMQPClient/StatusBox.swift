import Synchronization

/// The status of a connection, readable from anywhere, and awaitable.
final class StatusBox: Sendable {
  /// What somebody waits for.
  private enum Wish {
    /// That messages can pass.
    case connection
    /// That, or an attempt that failed.
    case attempt
    /// That messages cannot pass.
    case loss

    /// Whether whoever has the wish need wait no longer.
    func isAnswered(by status: ConnectionStatus) -> Bool {
      switch (self, status) {
      case (.connection, .connected), (.attempt, .connected), (_, .stopped): true
      case (.attempt, .disconnected(let error)): error != nil
      case (.loss, .disconnected), (.loss, .blocked): true
      default: false
      }
    }
  }

  private struct Waiter {
    let wish: Wish
    let continuation: CheckedContinuation<ConnectionStatus, Never>
  }

  private struct State {
    var status = ConnectionStatus.disconnected(nil)
    var connections = 0
    var nextWaiter = 0
    var waiters: [Int: Waiter] = [:]
  }

  private let state = Mutex(State())

  var status: ConnectionStatus { state.withLock { $0.status } }

  /// How many connections were made so far.
  var connections: Int { state.withLock { $0.connections } }

  func set(_ status: ConnectionStatus) {
    let answered = state.withLock { state in
      // A connection that was blocked is the same one still.
      if case .disconnected = state.status, status == .connected { state.connections += 1 }
      state.status = status
      let answered = state.waiters.filter { $0.value.wish.isAnswered(by: status) }
      for number in answered.keys { state.waiters[number] = nil }
      return answered.values.map(\.continuation)
    }
    answered.forEach { $0.resume(returning: status) }
  }

  /// Returns true once messages can pass; false when the connection was stopped or the caller was cancelled.
  func ready() async -> Bool {
    await wait(for: .connection).isReady
  }

  /// The status once messages can pass, an attempt has failed, or the connection was stopped; `stopped` also when the
  /// caller was cancelled.
  func attempted() async -> ConnectionStatus {
    await wait(for: .attempt)
  }

  /// Returns once messages cannot pass, or the caller was cancelled.
  func lost() async {
    _ = await wait(for: .loss)
  }

  private func wait(for wish: Wish) async -> ConnectionStatus {
    let number = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: ConnectionStatus? = state.withLock { state in
          if wish.isAnswered(by: state.status) { return state.status }
          if Task.isCancelled { return .stopped }
          state.waiters[number] = Waiter(wish: wish, continuation: continuation)
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: number) }?.continuation.resume(returning: .stopped)
    }
  }
}
