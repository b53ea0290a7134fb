import Messages
import MessageHandling
import NotificationsDomain
import Vocabulary

/// Tells staff and the member that a recommendation is taken back (R9).
package struct RecommendationWithdrawnHandler: NotificationHandler {
  package typealias Payload = RecommendationWithdrawn

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<RecommendationWithdrawn>) throws -> [Notice] {
    let event = message.data
    let details = try EventFields(fieldsOf: event)
    let place = StoryPlace.after(attributionOf: event.recommendationId)
    return [
      .staff(
        .staffRecommendationWithdrawn, details: details,
        wishes: [.offer(event.offerId), .recommendedCandidate(event.recommendationId), .memberName(event.memberId)],
        place: place),
      .member(
        .memberRecommendationWithdrawn, to: event.memberId,
        needs: [.offer(event.offerId), .recommendedCandidate(event.recommendationId)], place: place, details: details),
    ]
  }
}
