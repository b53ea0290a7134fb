import Messages
import MessageHandling
import NotificationsDomain
import Vocabulary

/// Tells staff why, and the member that, candidate and member turned out to have the same employer, or not (R6).
package struct ConflictOfInterestChangedHandler: NotificationHandler {
  package typealias Payload = ConflictOfInterestChanged

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<ConflictOfInterestChanged>) throws -> [Notice] {
    let event = message.data
    let details = try EventFields(fieldsOf: event)
    let place = StoryPlace.after(attributionOf: event.recommendationId)
    // Who says so, and why, is for staff alone.
    let forMember = details.with([("reason", nil), ("source", nil)])
    return [
      .staff(
        .staffConflictOfInterestChanged, details: details,
        wishes: [.offer(event.offerId), .recommendedCandidate(event.recommendationId), .memberName(event.memberId)],
        place: place),
      .member(
        .memberConflictOfInterestChanged, to: event.memberId,
        needs: [.offer(event.offerId), .recommendedCandidate(event.recommendationId)], place: place,
        details: forMember),
    ]
  }
}
