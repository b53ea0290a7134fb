import Messages
import MessageHandling
import NotificationsDomain
import Vocabulary

/// Tells staff and the member that a company goes no further with a candidate (Q5).
package struct CandidacyClosedHandler: NotificationHandler {
  package typealias Payload = CandidacyClosed

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<CandidacyClosed>) throws -> [Notice] {
    let event = message.data
    let details = try EventFields(fieldsOf: event)
    let place = StoryPlace.after(decisionOn: event.recommendationId)
    // Why is for staff alone; and by the candidacy the company knows the candidate (M8).
    let forMember = details.with([("reason", nil), ("candidacyId", nil)])
    return [
      .staff(
        .staffCandidacyClosed, details: details,
        wishes: [.offer(event.offerId), .recommendedCandidate(event.recommendationId)], place: place),
      .member(
        .memberCandidacyClosed, to: event.memberId,
        needs: [.offer(event.offerId), .recommendedCandidate(event.recommendationId)], place: place,
        details: forMember),
    ]
  }
}
