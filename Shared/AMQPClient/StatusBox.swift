import Synchronization

/// The status of a connection, readable from anywhere, and awaitable.
final class StatusBox: Sendable {
  private struct Waiter {
    /// Whether a failed attempt is an answer, too.
    let takesFailure: Bool
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
      let answered = state.waiters.filter { status.isAnswer(takingFailure: $0.value.takesFailure) }
      for number in answered.keys { state.waiters[number] = nil }
      return answered.values.map(\.continuation)
    }
    answered.forEach { $0.resume(returning: status) }
  }

  /// Returns true once messages can pass; false when the connection was stopped or the caller was cancelled.
  func ready() async -> Bool {
    await wait(takingFailure: false).isReady
  }

  /// The status once messages can pass, an attempt has failed, or the connection was stopped; `stopped` also when the
  /// caller was cancelled.
  func attempted() async -> ConnectionStatus {
    await wait(takingFailure: true)
  }

  private func wait(takingFailure: Bool) async -> ConnectionStatus {
    let number = state.withLock { state in
      state.nextWaiter += 1
      return state.nextWaiter
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: ConnectionStatus? = state.withLock { state in
          if state.status.isAnswer(takingFailure: takingFailure) { return state.status }
          if Task.isCancelled { return .stopped }
          state.waiters[number] = Waiter(takesFailure: takingFailure, continuation: continuation)
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: number) }?.continuation.resume(returning: .stopped)
    }
  }
}

extension ConnectionStatus {
  /// Whether whoever waits for a connection need wait no longer.
  fileprivate func isAnswer(takingFailure: Bool) -> Bool {
    switch self {
    case .connected, .stopped: true
    case .disconnected(let error): takingFailure && error != nil
    case .blocked: false
    }
  }
}
