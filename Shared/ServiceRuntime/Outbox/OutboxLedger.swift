import FoundationEssentials
import Synchronization

/// What this process knows of its outbox rows: which wait for their confirm, which may be deleted.
final class OutboxLedger: Sendable {
  private struct State {
    var pending: Set<UUID> = []
    var confirmed: [UUID] = []
  }

  /// The advisory lock that says that this process lives.
  let owner: Int64
  private let state = Mutex(State())

  init(owner: Int64 = Int64.random(in: 1 ... .max)) {
    self.owner = owner
  }

  /// Notes rows that are about to be published from memory.
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

  /// Notes rows that somebody else will publish: this process is about to end.
  func abandon(_ ids: [UUID]) {
    state.withLock { $0.pending.subtract(ids) }
  }

  /// Rows to delete with the next transaction; they are the caller's until it commits.
  func takeConfirmed() -> [UUID] {
    state.withLock { state in
      defer { state.confirmed = [] }
      return state.confirmed
    }
  }

  /// Gives rows back whose deletion was rolled back.
  func returnConfirmed(_ ids: [UUID]) {
    guard !ids.isEmpty else { return }
    state.withLock { $0.confirmed.append(contentsOf: ids) }
  }

  /// Rows that must not be published a second time from the table.
  var known: [UUID] {
    state.withLock { Array($0.pending) + $0.confirmed }
  }

  var pendingCount: Int { state.withLock { $0.pending.count } }
}
