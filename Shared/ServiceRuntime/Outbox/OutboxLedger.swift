import FoundationEssentials
import Synchronization

/// What this process knows of its outbox rows: which wait for their confirm, which may be deleted, which are being.
final class OutboxLedger: Sendable {
  private struct State {
    var pending: Set<UUID> = []
    var confirmed: [UUID] = []
    var deleting: Set<UUID> = []
  }

  /// The advisory lock that says that this process lives.
  let owner: Int64
  private let state = Mutex(State())

  init(owner: Int64 = Int64.random(in: 1 ... .max)) {
    self.owner = owner
  }

  /// Notes rows that are to be published from memory; before their commit, since the relay may see them from then on.
  func begin(_ ids: [UUID]) {
    state.withLock { $0.pending.formUnion(ids) }
  }

  /// Notes rows that the broker has confirmed.
  func confirm(_ ids: [UUID]) {
    state.withLock { state in
      state.pending.subtract(ids)
      state.confirmed.append(contentsOf: ids)
    }
  }

  /// Leaves rows to the relay: they may not have been committed, or this process is about to end.
  func abandon(_ ids: [UUID]) {
    state.withLock { $0.pending.subtract(ids) }
  }

  /// Rows to delete with the next transaction; `deleted` or `returnConfirmed` tells what came of it.
  func takeConfirmed() -> [UUID] {
    state.withLock { state in
      defer { state.confirmed = [] }
      state.deleting.formUnion(state.confirmed)
      return state.confirmed
    }
  }

  /// Forgets rows whose deletion is committed.
  func deleted(_ ids: [UUID]) {
    state.withLock { $0.deleting.subtract(ids) }
  }

  /// Takes rows back whose deletion was rolled back.
  func returnConfirmed(_ ids: [UUID]) {
    state.withLock { state in
      state.deleting.subtract(ids)
      state.confirmed.append(contentsOf: ids)
    }
  }

  /// Rows that must not be published a second time from the table.
  var known: Set<UUID> {
    state.withLock { $0.pending.union($0.confirmed).union($0.deleting) }
  }

  /// Whether there are rows to delete.
  var hasConfirmed: Bool { state.withLock { !$0.confirmed.isEmpty } }

  /// How many rows wait for their confirm.
  var pendingCount: Int { state.withLock { $0.pending.count } }
}
