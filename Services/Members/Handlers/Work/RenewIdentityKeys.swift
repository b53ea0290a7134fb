import MembersDomain
import Messages
import MessageHandling
import PostgreSQLClient
import Synchronization
import Vocabulary

/// Writes members' keys again once the secrets that they are under are others, or addresses are read otherwise, and tells who
/// recognises members by them.
///
/// Members alone can do it: their addresses stand here in clear, while of candidates there are the hashes alone. Two members
/// whose addresses have become one stay both; whose it was before keeps it, and staff are told (R4).
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
    let rows = try await transaction.query(MemberStatements.lockUnderOtherSecrets(identity, limit: Self.limit))
    var members = try rows.map(MemberStatements.member).sorted { ($0.joinedAt, $0.id) < ($1.joinedAt, $1.id) }
    var holders = try await holders(of: members, in: transaction)
    for index in members.indices {
      members[index].revision += 1
      if let conflict = claim(for: &members[index], among: &holders) { emission.publish(conflict) }
      emission.publish(MemberIdentified(members[index], identity))
    }
    if !members.isEmpty { transaction.enqueue([MemberStatements.update(members, identity)]) }
    guard members.count < Self.limit || !identity.isExchanged else { return .immediately }
    let later = now.adding(seconds: Self.interval)
    nextLook.withLock { $0 = later }
    return .at(later)
  }

  private func holders(
    of members: [Member], in transaction: Transaction
  ) async throws -> [IdentityKey: MemberID] {
    guard !members.isEmpty else { return [:] }
    let addresses = members.map { identity.keys(of: $0.contact.email) }
    return try MemberStatements.holders(try await transaction.query(MemberStatements.activeAddresses(addresses)))
  }

  /// Gives a member's address to the member, unless it is another's; then says so, where it was not known.
  private func claim(
    for member: inout Member, among holders: inout [IdentityKey: MemberID]
  ) -> MemberIdentityConflict? {
    let keys = identity.keys(of: member.contact.email).all
    if let holder = keys.compactMap({ holders[$0] }).first(where: { $0 != member.id }) {
      defer { member.holdsAddress = false }
      return member.holdsAddress ? MemberIdentityConflict(memberId: member.id, holderId: holder) : nil
    }
    member.holdsAddress = true
    for key in keys { holders[key] = member.id }
    return nil
  }
}
