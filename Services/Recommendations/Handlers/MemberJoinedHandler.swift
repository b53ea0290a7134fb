import Messages
import PostgreSQLClient
import MessageHandling

/// Learns of a new member.
package struct MemberJoinedHandler: EventHandler {
  /// A handler.
  package init() {}

  package func load(_ messages: [Incoming<MemberJoined>], in transaction: Transaction) async throws -> MemberProfiles {
    MemberProfiles()
  }

  package func decide(
    _ message: Incoming<MemberJoined>, on profiles: inout MemberProfiles, emitting emission: inout Emission
  ) throws(Problem) {
    let member = message.data
    let profile = MemberProfile(
      memberID: member.memberId, revision: 0, sponsorID: member.sponsorId, employer: member.employer,
      identityKeys: member.identityKeys)
    profiles.note(profile, charterVersion: member.charterVersion)
  }

  package func save(_ profiles: MemberProfiles) -> [Statement] { profiles.statements }
}
