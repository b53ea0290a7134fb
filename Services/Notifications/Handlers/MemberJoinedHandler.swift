import Messages
import NotificationsDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Keeps a new member's language; tells staff, and the sponsor (N1, M8).
package struct MemberJoinedHandler: NotificationHandler {
  package typealias Payload = MemberJoined

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func record(_ messages: [Incoming<MemberJoined>]) -> [Statement] {
    [MemberStatements.keepJoined(messages.map(\.data))]
  }

  package func notices(_ message: Incoming<MemberJoined>) throws -> [Notice] {
    let event = message.data
    // A version of members before told here what the member is recognised by, which is nobody's to read (M9).
    let details = try EventFields(fieldsOf: event).with("identityKeys", .array([]))
    var notices = [Notice.staff(.staffMemberJoined, details: details, wishes: [.memberName(event.memberId)])]
    if let sponsor = event.sponsorId {
      // Sponsor and sponsored know of each other; sectors, employer and options are nobody else's business.
      notices.append(
        .member(
          .memberSponsoredMemberJoined, to: sponsor, needs: [.memberName(event.memberId)],
          details: ["memberId": .id(event.memberId), "sponsorId": .id(sponsor)]))
    }
    return notices
  }
}
