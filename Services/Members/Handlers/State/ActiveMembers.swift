import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// The members that a batch is about, locked, and what its decisions made of them.
package struct ActiveMembers: Sendable {
  private var members: [MemberID: Member]
  private var changed: Set<MemberID> = []
  private var left: Set<MemberID> = []
  /// Who got an address that another left in this batch.
  private var heirs: Set<MemberID> = []

  /// Reads the answer to `MemberStatements.lockActive` or `lock`.
  init(_ rows: ResultSet) throws(PostgreSQLError) {
    members = [:]
    for row in rows {
      let member = try MemberStatements.member(row)
      members[member.id] = member
    }
  }

  /// An active member; throws `member-not-active`, also for one who left earlier in the batch.
  func member(_ id: MemberID) throws(Problem) -> Member {
    guard let member = members[id], member.isActive else { throw Problem(.memberNotActive) }
    return member
  }

  /// A member, active or former; throws `member-not-active` for none.
  func memberOrFormer(_ id: MemberID) throws(Problem) -> Member {
    guard let member = members[id] else { throw Problem(.memberNotActive) }
    return member
  }

  /// Those of some ids, active and former.
  func all(_ ids: [MemberID]) -> [Member] { Set(ids).sorted().compactMap { members[$0] } }

  /// Gives an address that its member left to whoever has been there longest without having it; nobody where nobody is.
  ///
  /// So an address at which an active member lives is never nobody's (M1).
  mutating func handOn(_ address: AddressKeys, by identity: MemberIdentity) -> MemberID? {
    let waiting = members.values.filter {
      $0.isActive && !$0.holdsAddress && !identity.keys(of: $0.contact.email).all.filter(address.known.contains).isEmpty
    }
    guard var heir = waiting.min(by: { ($0.joinedAt, $0.id) < ($1.joinedAt, $1.id) }) else { return nil }
    heir.holdsAddress = true
    change(heir)
    heirs.insert(heir.id)
    return heir.id
  }

  /// Puts a changed member in the place of the former.
  mutating func change(_ member: Member) {
    members[member.id] = member
    changed.insert(member.id)
  }

  /// Puts a member who is none any more in their place, and hands on their address.
  mutating func end(_ member: Member, by identity: MemberIdentity) {
    change(member)
    left.insert(member.id)
    if member.holdsAddress { _ = handOn(identity.keys(of: member.contact.email), by: identity) }
  }

  /// The statements that make the changes true: who leaves an address before who gets it, since it is one member's at any
  /// time.
  func save(_ identity: MemberIdentity) -> [Statement] {
    let updates = [changed.subtracting(heirs), heirs].compactMap { ids in
      let updated = ids.sorted().compactMap { members[$0] }
      return updated.isEmpty ? nil : MemberStatements.update(updated, identity)
    }
    return left.isEmpty ? updates : updates + [IdentityKeyStatements.giveUp(left.sorted())]
  }
}
