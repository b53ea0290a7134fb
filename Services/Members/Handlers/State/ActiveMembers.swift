import MembersDomain
import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// The active members that a batch is about, locked, and what its decisions made of them.
package struct ActiveMembers: Sendable {
  private var members: [MemberID: Member]
  private var changed: Set<MemberID> = []

  /// Reads the answer to `MemberStatements.lockActive`.
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

  /// Puts a changed member in the place of the former.
  mutating func change(_ member: Member) {
    members[member.id] = member
    changed.insert(member.id)
  }

  /// The statement that makes the changes true; none without changes.
  func save(_ identity: MemberIdentity) -> [Statement] {
    let updated = changed.sorted().compactMap { members[$0] }
    return updated.isEmpty ? [] : [MemberStatements.update(updated, identity)]
  }
}
