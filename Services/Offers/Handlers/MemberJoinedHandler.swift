import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns of a new member, who is eligible for open offers from now on (O4).
package struct MemberJoinedHandler: EventHandler {
  /// The joining is the first revision of a profile.
  private static let revision = 1

  package init() {}

  package func load(_ messages: [Incoming<MemberJoined>], in transaction: Transaction) async throws -> NewestProfiles {
    NewestProfiles()
  }

  package func decide(
    _ message: Incoming<MemberJoined>, on profiles: inout NewestProfiles, emitting emission: inout Emission
  ) throws(Problem) {
    profiles.keep(
      MemberStatements.ProfileRow(
        memberID: message.data.memberId, revision: Self.revision, sectors: message.data.sectors,
        zones: message.data.zones, joinedAt: message.data.joinedAt ?? message.event.time ?? message.receivedAt))
  }

  package func save(_ profiles: NewestProfiles) -> [Statement] {
    profiles.save()
  }
}
