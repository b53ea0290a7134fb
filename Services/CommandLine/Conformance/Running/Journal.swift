import Synchronization

/// What happened, in its order, and a place to wait for what is to happen.
package final class Journal<Entry: Sendable>: Sendable {
  private struct Waiter {
    let id: Int
    let matches: @Sendable (Entry) -> Bool
    let continuation: CheckedContinuation<Int?, Never>
  }

  private struct State {
    var entries: [Entry] = []
    var waiters: [Waiter] = []
    var lastID = 0
    var cancelled: Set<Int> = []
  }

  private let state = Mutex(State())

  /// An empty journal.
  package init() {}

  /// Everything so far.
  package var entries: [Entry] { state.withLock(\.entries) }

  /// How much there is so far: where to wait from, for what comes after this moment.
  package var count: Int { state.withLock { $0.entries.count } }

  /// Writes down what happened.
  package func append(_ entry: Entry) {
    let (waiting, position) = state.withLock { state in
      state.entries.append(entry)
      let found = state.waiters.filter { $0.matches(entry) }
      state.waiters.removeAll { waiter in found.contains { $0.id == waiter.id } }
      return (found, state.entries.count - 1)
    }
    for waiter in waiting { waiter.continuation.resume(returning: position) }
  }

  /// The first entry of a kind, from a place on; waits for it so long, then it is nil.
  ///
  /// `matches` looks at the entry alone: the journal is closed to it meanwhile.
  package func first(
    from start: Int = 0, within limit: Duration, where matches: @escaping @Sendable (Entry) -> Bool
  ) async -> Entry? {
    let position = await place(from: start, within: limit, where: matches)
    return position.map { place in state.withLock { $0.entries[place] } }
  }

  /// The same as `first`, as a place in the journal.
  package func place(
    from start: Int = 0, within limit: Duration, where matches: @escaping @Sendable (Entry) -> Bool
  ) async -> Int? {
    await withTaskGroup(of: Int?.self) { tasks in
      tasks.addTask { await self.place(from: start, where: matches) }
      tasks.addTask {
        try? await Task.sleep(for: limit)
        return nil
      }
      defer { tasks.cancelAll() }
      return await tasks.next() ?? nil
    }
  }

  private func place(from start: Int, where matches: @escaping @Sendable (Entry) -> Bool) async -> Int? {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: Int?? = state.withLock { state in
          if let place = state.entries.indices.dropFirst(start).first(where: { matches(state.entries[$0]) }) {
            return .some(place)
          }
          if state.cancelled.remove(id) != nil { return .some(nil) }
          state.waiters.append(Waiter(id: id, matches: matches, continuation: continuation))
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        guard let index = state.waiters.firstIndex(where: { $0.id == id }) else {
          state.cancelled.insert(id)
          return Waiter?.none
        }
        return state.waiters.remove(at: index)
      }
      waiter?.continuation.resume(returning: nil)
    }
  }
}
