import FoundationEssentials
import Synchronization

/// What this process knows of its outbox rows: which wait for their confirms, which may go, which are going.
final class OutboxLedger: Sendable {
  /// Rows whose fate is to be written down.
  struct Settled: Sendable {
    /// Rows of which all is confirmed.
    var confirmed: [UUID] = []
    /// Rows of which a part is confirmed, with the rest, which the relay tries again.
    var reduced: [OutboxRow] = []

    var isEmpty: Bool { confirmed.isEmpty && reduced.isEmpty }
    fileprivate var ids: [UUID] { confirmed + reduced.map(\.id) }
  }

  private struct State {
    var pending: [UUID: Int] = [:]
    var settled = Settled()
    var settling: Set<UUID> = []
  }

  /// The advisory lock that says that this process lives.
  let owner: Int64
  private let state = Mutex(State())

  init(owner: Int64 = Int64.random(in: 1 ... .max)) {
    self.owner = owner
  }

  /// Notes a row that is to be published from memory; before its commit, since the relay may see it from then on.
  func begin(_ id: UUID, messages: Int) {
    state.withLock { $0.pending[id] = messages }
  }

  /// Notes a row that the broker has confirmed.
  func confirm(_ id: UUID) {
    state.withLock { state in
      state.pending[id] = nil
      state.settled.confirmed.append(id)
    }
  }

  /// Notes a row of which the broker did not take all.
  func reduce(to rest: OutboxRow) {
    state.withLock { state in
      state.pending[rest.id] = nil
      state.settled.reduced.append(rest)
    }
  }

  /// Leaves a row to the relay: it may not have been committed, or this process is about to end.
  func abandon(_ id: UUID) {
    state.withLock { $0.pending[id] = nil }
  }

  /// Rows to settle with the next transaction; `committed` or `takeBack` tells what came of it.
  func takeSettled() -> Settled {
    state.withLock { state in
      defer { state.settled = Settled() }
      state.settling.formUnion(state.settled.ids)
      return state.settled
    }
  }

  /// Forgets rows whose settling is committed.
  func committed(_ settled: Settled) {
    state.withLock { $0.settling.subtract(settled.ids) }
  }

  /// Takes rows back whose settling was rolled back.
  func takeBack(_ settled: Settled) {
    state.withLock { state in
      state.settling.subtract(settled.ids)
      state.settled.confirmed += settled.confirmed
      state.settled.reduced += settled.reduced
    }
  }

  /// Rows that must not be published a second time from the table.
  var known: Set<UUID> {
    state.withLock { state in
      state.settling.union(state.pending.keys).union(state.settled.ids)
    }
  }

  /// Whether there are rows to settle.
  var hasSettled: Bool { state.withLock { !$0.settled.isEmpty } }

  /// How many messages wait for their confirm.
  var pendingCount: Int { state.withLock { $0.pending.values.reduce(0, +) } }
}
