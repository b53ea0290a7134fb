import MembersDomain
import Messages
import MessageHandling
import PostgreSQLClient
import Synchronization
import Vocabulary

/// Writes members' keys again once the secrets that they are under are others, and tells who recognises members by them.
///
/// Members alone can do it: their addresses stand here in clear, while of candidates there are the hashes alone.
package final class RenewIdentityKeys: ScheduledWork {
  package let name = "renew-identity-keys"
  /// How many members one transaction takes.
  package static let limit = 200
  /// Seconds between looks when there is nothing more to do.
  ///
  /// Also between pages of a process with one secret: while processes with other secrets end, each would undo the other's work.
  private static let interval = 60.0

  private let identity: MemberIdentity
  private let nextLook = Mutex(Timestamp(microseconds: 0))

  /// Work that keeps keys under these secrets.
  package init(identity: MemberIdentity) {
    self.identity = identity
  }

  package func run(
    at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission
  ) async throws -> NextRun {
    let next = nextLook.withLock(\.self)
    guard next <= now else { return .at(next) }
    let rows = try await transaction.query(MembersTable.lockUnderOtherSecrets(identity, limit: Self.limit))
    var members = try rows.map(MembersTable.member).sorted { $0.id < $1.id }
    for index in members.indices {
      members[index].revision += 1
      emission.publish(ProfileUpdated(members[index], identityKeys: identity.keys(of: members[index])))
    }
    if !members.isEmpty { transaction.enqueue([MembersTable.update(members, identity)]) }
    guard members.count < Self.limit || !identity.isExchanged else { return .immediately }
    let later = now.adding(seconds: Self.interval)
    nextLook.withLock { $0 = later }
    return .at(later)
  }
}
