import MembersDomain
import Messages
import MessageHandling
import PostgreSQLClient
import Synchronization
import Vocabulary

/// Writes members' keys again once the secrets that they are under are others, or addresses are read otherwise, and tells who
/// recognises members by them; and finds out who those are that a program let join which knew of no persons (M5).
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

  /// Seconds between pages of members who have no keys at all: nobody undoes that, and it goes on beside the work of the day.
  private static let pause = 1.0

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
    transaction.enqueue(MemberStatements.lockAddresses)
    let rows = try await transaction.query(MemberStatements.lockToRenew(identity, limit: Self.limit))
    var outdated = try rows.map(Outdated.init).sorted {
      ($0.member.joinedAt, $0.member.id) < ($1.member.joinedAt, $1.member.id)
    }
    if !outdated.isEmpty { try await renew(&outdated, in: transaction, emitting: &emission) }
    let areNew = outdated.contains { !$0.wasKnown }
    let isMore = outdated.count == Self.limit
    guard !isMore || !identity.isExchanged else { return .immediately }
    let later = now.adding(seconds: isMore && areNew ? Self.pause : Self.interval)
    nextLook.withLock { $0 = later }
    return .at(later)
  }

  /// A member whose keys are to be written.
  private struct Outdated {
    var member: Member
    /// Whether they have keys under the secrets in use.
    let hasKeys: Bool
    /// Whether it is known who they are.
    let wasKnown: Bool

    init(_ row: Row) throws {
      member = try MemberStatements.member(row)
      hasKeys = try row["has_keys", as: Bool.self]
      wasKnown = try row["was_known", as: Bool.self]
    }
  }

  /// Writes keys again, and tells those of active members: where they are others, or led to somebody before.
  private func renew(
    _ outdated: inout [Outdated], in transaction: Transaction, emitting emission: inout Emission
  ) async throws {
    let ids = outdated.map(\.member.id)
    var holders = try await holders(of: outdated.map(\.member), in: transaction)
    let given = try await given(by: ids, in: transaction)
    let keys =
      outdated.flatMap { identity.keys(of: $0.member) } + given.values.joined().flatMap { identity.keys(of: $0.given) }
    var people = try await KnownPeople.load(by: Set(keys), and: ids, in: transaction)
    for index in outdated.indices {
      people.recognise(renewed: &outdated[index].member, given: given[ids[index], default: []], by: identity)
    }
    for index in outdated.indices where outdated[index].member.isActive {
      if let conflict = claim(for: &outdated[index].member, among: &holders) { emission.publish(conflict) }
      let former = people.formerKeys(of: outdated[index].member, by: identity)
      guard !outdated[index].hasKeys || !outdated[index].wasKnown && !former.isEmpty else { continue }
      outdated[index].member.revision += 1
      emission.publish(MemberIdentified(outdated[index].member, among: people, identity))
    }
    transaction.enqueue(
      [MemberStatements.update(outdated.map(\.member), identity), IdentityKeyStatements.delete(of: ids)]
        + people.save(identity))
  }

  /// What members gave, under the keys that are kept.
  private func given(
    by ids: [MemberID], in transaction: Transaction
  ) async throws -> [MemberID: [(key: IdentityKey, given: GivenIdentity)]] {
    let rows = try await transaction.query(IdentityKeyStatements.given(by: ids))
    var given: [MemberID: [(key: IdentityKey, given: GivenIdentity)]] = [:]
    for (id, key, written, country) in try rows.decode((MemberID, IdentityKey, String, String?).self) {
      guard let identity = GivenIdentity(key.kind, written: written, country: country) else { continue }
      given[id, default: []].append((key, identity))
    }
    return given
  }

  private func holders(
    of members: [Member], in transaction: Transaction
  ) async throws -> [IdentityKey: MemberID] {
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
