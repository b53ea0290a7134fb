import DequeModule
import Synchronization

/// Deliveries between the connection's thread, which puts them in, and the one task that takes them out.
final class DeliveryBuffer: Sendable {
  /// What was taken out.
  struct Taken {
    let deliveries: [Delivery]
    /// Whether this made room in a buffer that was too full.
    let madeRoom: Bool
  }

  /// How much is taken out at once.
  struct Portion {
    let count: Int
    let bytes: Int
  }

  private struct State {
    var deliveries: Deque<Delivery> = []
    var waiter: (portion: Portion, continuation: CheckedContinuation<Taken?, Never>)?
    var bytes = 0
    var isTooFull = false
    var isFinished = false
  }

  private let limit: Int
  private let state = Mutex(State())

  /// A buffer that is too full beyond so many bytes, until half of that is left.
  init(limit: Int) {
    self.limit = limit
  }

  /// Bytes of what nobody has taken yet.
  var bytes: Int { state.withLock { $0.bytes } }

  /// Adds deliveries; true when the buffer is too full now, of which `Taken.madeRoom` says the end.
  func append(_ deliveries: [Delivery]) -> Bool {
    let size = deliveries.reduce(0) { $0 + $1.size }
    let (ready, isTooFull) = state.withLock { state -> ((CheckedContinuation<Taken?, Never>, Taken)?, Bool) in
      guard !state.isFinished else { return (nil, false) }
      state.deliveries.append(contentsOf: deliveries)
      state.bytes += size
      var ready: (CheckedContinuation<Taken?, Never>, Taken)?
      if let waiter = state.waiter {
        state.waiter = nil
        ready = (waiter.continuation, take(waiter.portion, from: &state))
      }
      if state.bytes > limit { state.isTooFull = true }
      return (ready, state.isTooFull)
    }
    if let (continuation, taken) = ready { continuation.resume(returning: taken) }
    return isTooFull
  }

  /// Forgets what nobody has taken yet; the broker delivers it again.
  func discard() {
    state.withLock { state in
      state.deliveries.removeAll()
      state.bytes = 0
      state.isTooFull = false
    }
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

  func next(_ portion: Portion) async -> Taken? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: Taken?? = state.withLock { state in
          if state.isFinished || Task.isCancelled { return .some(nil) }
          if !state.deliveries.isEmpty { return take(portion, from: &state) }
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

  private func take(_ portion: Portion, from state: inout State) -> Taken {
    var (count, bytes, size) = (0, 0, 0)
    for delivery in state.deliveries.prefix(portion.count) {
      bytes += delivery.body.count
      if count > 0, bytes > portion.bytes { break }
      count += 1
      size += delivery.size
    }
    let batch = Array(state.deliveries.prefix(count))
    state.deliveries.removeFirst(count)
    state.bytes -= size
    let madeRoom = state.isTooFull && state.bytes <= limit / 2
    if madeRoom { state.isTooFull = false }
    return Taken(deliveries: batch, madeRoom: madeRoom)
  }
}
