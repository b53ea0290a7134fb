import DequeModule
import Synchronization

/// Deliveries between the connection's thread, which puts them in, and the one task that takes them out.
final class DeliveryBuffer: Sendable {
  /// How much is taken out at once.
  struct Portion {
    let count: Int
    let bytes: Int
  }

  private struct State {
    var deliveries: Deque<Delivery> = []
    var waiter: (portion: Portion, continuation: CheckedContinuation<[Delivery]?, Never>)?
    var isFinished = false
  }

  private let state = Mutex(State())

  func append(_ deliveries: [Delivery]) {
    let ready = state.withLock { state -> (CheckedContinuation<[Delivery]?, Never>, [Delivery])? in
      guard !state.isFinished else { return nil }
      state.deliveries.append(contentsOf: deliveries)
      guard let waiter = state.waiter else { return nil }
      state.waiter = nil
      return (waiter.continuation, Self.take(waiter.portion, from: &state))
    }
    if let (continuation, batch) = ready { continuation.resume(returning: batch) }
  }

  /// Forgets what nobody has taken yet; the broker delivers it again.
  func discard() {
    state.withLock { $0.deliveries = [] }
  }

  /// Ends the sequence: whoever waits, and whoever comes, gets nil.
  func finish() {
    let waiter = state.withLock { state in
      state.isFinished = true
      state.deliveries = []
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.continuation.resume(returning: nil)
  }

  func next(_ portion: Portion) async -> [Delivery]? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: [Delivery]?? = state.withLock { state in
          if state.isFinished || Task.isCancelled { return .some(nil) }
          if !state.deliveries.isEmpty { return Self.take(portion, from: &state) }
          state.waiter = (portion, continuation)
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        defer { state.waiter = nil }
        return state.waiter
      }
      waiter?.continuation.resume(returning: nil)
    }
  }

  private static func take(_ portion: Portion, from state: inout State) -> [Delivery] {
    var (count, bytes) = (0, 0)
    for delivery in state.deliveries.prefix(portion.count) {
      bytes += delivery.body.count
      if count > 0, bytes > portion.bytes { break }
      count += 1
    }
    let batch = Array(state.deliveries.prefix(count))
    state.deliveries.removeFirst(count)
    return batch
  }
}
