import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff and the member that a candidate was hired (H2).
package struct HireAttributedHandler: NotificationHandler {
  package typealias Payload = HireAttributed

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<HireAttributed>) throws -> [Notice] {
    let event = message.data
    let details = try JSONObject(fieldsOf: event)
    let place = StoryPlace.hire(event.hireId, of: event.recommendationId)
    return [
      .staff(.staffHireAttributed, details: details, wishes: [.offer(event.offerId)], place: place),
      .member(
        .memberCandidateHired, to: event.memberId,
        needs: [.offer(event.offerId), .recommendedCandidate(event.recommendationId)],
        place: place, details: details),
    ]
  }
}
