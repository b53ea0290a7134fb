import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Proposes an offer to the members of a wave, less those who left meanwhile (O3, M5).
package struct WaveDispatchedHandler: NotificationHandler {
  package typealias Payload = WaveDispatched

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  /// A wave opens windows of thousands of members.
  package static var reach: MessageReach { .lane }

  package func notices(_ message: Incoming<WaveDispatched>) throws -> [Notice] {
    let event = message.data
    // Whom else the wave reaches is not a member's business (M8).
    let details = try EventFields(fieldsOf: event).without("memberIds")
    return event.memberIds.map { member in
      .member(
        .memberOfferProposed, to: member, needs: [.activeMember(member), .offer(event.offerId)], details: details)
    }
  }
}
