import Messages
import PostgreSQLClient
import MessageHandling

/// Learns a member's new profile.
package struct ProfileUpdatedHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<ProfileUpdated>], in transaction: Transaction) async throws -> MemberProfiles
  {
    MemberProfiles()
  }

  package func decide(
    _ message: Incoming<ProfileUpdated>, on profiles: inout MemberProfiles, emitting emission: inout Emission
  ) throws(Problem) {
    let member = message.data
    let profile = MemberProfile(
      memberID: member.memberId, revision: member.revision, sponsorID: member.sponsorId, employer: member.employer)
    profiles.note(profile, charterVersion: member.charterVersion)
    // A version of members before `member-identified` said it here.
    profiles.note(member.identityKeys, of: member.memberId, revision: member.revision)
  }

  package func save(_ profiles: MemberProfiles) -> [Statement] { profiles.statements }
}
