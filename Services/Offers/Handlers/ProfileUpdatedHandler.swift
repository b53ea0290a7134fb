import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns of a changed profile, which may cover open offers from now on (O4).
package struct ProfileUpdatedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<ProfileUpdated>], in transaction: Transaction
  ) async throws -> NewestProfiles {
    NewestProfiles()
  }

  package func decide(
    _ message: Incoming<ProfileUpdated>, on profiles: inout NewestProfiles, emitting emission: inout Emission
  ) throws(Problem) {
    profiles.keep(
      MemberStatements.ProfileRow(
        memberID: message.data.memberId, revision: message.data.revision, sectors: message.data.sectors,
        zones: message.data.zones))
  }

  package func save(_ profiles: NewestProfiles) -> [Statement] {
    profiles.save()
  }
}
