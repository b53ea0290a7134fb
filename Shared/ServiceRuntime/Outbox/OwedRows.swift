import FoundationEssentials
import Synchronization

/// What this process knows of its outbox rows: which wait for their confirms, which may go, which are going.
final class OwedRows: Sendable {
  /// Rows whose confirms are to be written down.
  struct Confirmed: Sendable {
    /// Rows of which all is confirmed.
    var whole: [UUID] = []
    /// Rows of which a part is confirmed, with the rest, which the relay tries again.
    var reduced: [OutboxRow] = []

    var isEmpty: Bool { whole.isEmpty && reduced.isEmpty }
    fileprivate var ids: [UUID] { whole + reduced.map(\.id) }
  }

  /// A row that waits for its confirm.
  private struct Pending {
    let messages: Int
    let since: ContinuousClock.Instant
  }

  private struct State {
    var owner: Int64
    var pending: [UUID: Pending] = [:]
    var confirmed = Confirmed()
    var leaving: Set<UUID> = []
  }

  private let state = Mutex(State(owner: Int64.random(in: 1 ... .max)))

  /// The advisory lock that says that this process lives; another one with each session that holds it.
  var owner: Int64 {
    get { state.withLock { $0.owner } }
    set { state.withLock { $0.owner = newValue } }
  }

  /// A number for the next session.
  func newOwner() -> Int64 { Int64.random(in: 1 ... .max) }

  /// Notes a row that is to be published from memory; before its commit, since the relay may see it from then on.
  func begin(_ id: UUID, messages: Int) {
    state.withLock { $0.pending[id] = Pending(messages: messages, since: .now) }
  }

  /// Notes a row that the broker has confirmed.
  func confirm(_ id: UUID) {
    state.withLock { state in
      state.pending[id] = nil
      state.confirmed.whole.append(id)
    }
  }

  /// Notes a row of which the broker did not take all.
  func reduce(to rest: OutboxRow) {
    state.withLock { state in
      state.pending[rest.id] = nil
      state.confirmed.reduced.append(rest)
    }
  }

  /// Leaves a row to the relay: it may not have been committed, or this process is about to end.
  func abandon(_ id: UUID) {
    state.withLock { $0.pending[id] = nil }
  }

  /// Rows to delete or reduce with the next transaction; `committed` or `takeBack` tells what came of it.
  func takeConfirmed() -> Confirmed {
    state.withLock { state in
      defer { state.confirmed = Confirmed() }
      state.leaving.formUnion(state.confirmed.ids)
      return state.confirmed
    }
  }

  /// Forgets rows whose deletion is committed.
  func committed(_ confirmed: Confirmed) {
    state.withLock { $0.leaving.subtract(confirmed.ids) }
  }

  /// Takes rows back whose deletion was rolled back.
  func takeBack(_ confirmed: Confirmed) {
    state.withLock { state in
      state.leaving.subtract(confirmed.ids)
      state.confirmed.whole += confirmed.whole
      state.confirmed.reduced += confirmed.reduced
    }
  }

  /// Rows that must not be published a second time from the table.
  var known: Set<UUID> {
    state.withLock { state in
      state.leaving.union(state.pending.keys).union(state.confirmed.ids)
    }
  }

  /// Whether there are rows to delete or reduce.
  var hasConfirmed: Bool { state.withLock { !$0.confirmed.isEmpty } }

  /// How long the oldest row has waited for its confirm; nil where none waits.
  var oldestAge: Duration? {
    state.withLock { $0.pending.values.map(\.since).min() }.map { $0.duration(to: .now) }
  }
}
