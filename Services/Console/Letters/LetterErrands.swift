import Synchronization
import Vocabulary

/// What is being done with letters, and what was done last; the trail has all of it for good.
final class LetterErrands: Sendable {
  private struct State {
    var errands: [MessageID: LetterErrand] = [:]
    var order: [MessageID] = []
    var waiting: [MessageID: [AsyncStream<Void>.Continuation]] = [:]
  }

  private static let limit = 200
  private let state = Mutex(State())

  /// One of them; nil where it was long ago, or in another process.
  subscript(_ id: MessageID) -> LetterErrand? { state.withLock { $0.errands[id] } }

  /// Adds one; the oldest that is over gives way.
  func begin(_ errand: LetterErrand) {
    state.withLock { state in
      state.errands[errand.id] = errand
      state.order.append(errand.id)
      if state.order.count > Self.limit,
        let oldest = state.order.firstIndex(where: { state.errands[$0]?.isOver != false })
      {
        state.errands[state.order.remove(at: oldest)] = nil
      }
    }
  }

  /// Writes down how far one has come.
  func change(_ id: MessageID, _ change: (inout LetterErrand) -> Void) {
    state.withLock { state in
      if state.errands[id] != nil { change(&state.errands[id]!) }
    }
  }

  /// Writes down how one ended.
  func end(_ id: MessageID, _ change: (inout LetterErrand) -> Void) {
    self.change(id) { errand in
      change(&errand)
      (errand.isOver, errand.isWaiting) = (true, false)
    }
    for continuation in state.withLock({ $0.waiting.removeValue(forKey: id) ?? [] }) { continuation.finish() }
  }

  /// Waits until one is over, and no longer than this.
  func end(of id: MessageID, within patience: Duration) async {
    let (end, continuation) = AsyncStream.makeStream(of: Void.self)
    let isUnderWay = state.withLock { state in
      guard state.errands[id]?.isOver == false else { return false }
      state.waiting[id, default: []].append(continuation)
      return true
    }
    guard isUnderWay else { return }
    let limit = Task {
      try await Task.sleep(for: patience)
      continuation.finish()
    }
    for await _ in end {}
    limit.cancel()
  }
}
