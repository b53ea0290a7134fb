import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns what a member is recognised by (R5).
package struct MemberIdentifiedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<MemberIdentified>], in transaction: Transaction
  ) async throws -> MemberProfiles {
    MemberProfiles()
  }

  package func decide(
    _ message: Incoming<MemberIdentified>, on profiles: inout MemberProfiles, emitting emission: inout Emission
  ) throws(Problem) {
    let member = message.data
    // Former numbers are somebody else's one day; former addresses stay the member's.
    let former = member.formerKeys?.filter { $0.kind == .email && !member.identityKeys.contains($0) } ?? []
    profiles.note(member.identityKeys + former, of: member.memberId, revision: member.revision)
  }

  package func save(_ profiles: MemberProfiles) -> [Statement] { profiles.statements }
}
