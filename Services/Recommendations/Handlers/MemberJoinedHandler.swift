import Messages
import PostgreSQLClient
import MessageHandling

/// Learns of a new member.
package struct MemberJoinedHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<MemberJoined>], in transaction: Transaction) async throws -> MemberProfiles {
    MemberProfiles()
  }

  package func decide(
    _ message: Incoming<MemberJoined>, on profiles: inout MemberProfiles, emitting emission: inout Emission
  ) throws(Problem) {
    let member = message.data
    let profile = MemberProfile(
      memberID: member.memberId, revision: 0, sponsorID: member.sponsorId, employer: member.employer)
    profiles.note(profile, charterVersion: member.charterVersion)
    // A version of members before `member-identified` said it here.
    profiles.note(member.identityKeys, of: member.memberId, revision: 0)
  }

  package func save(_ profiles: MemberProfiles) -> [Statement] { profiles.statements }
}
