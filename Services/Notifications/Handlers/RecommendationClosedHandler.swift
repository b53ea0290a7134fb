import Messages
import MessageHandling
import NotificationsDomain
import Vocabulary

/// Tells a member that a recommendation under way ends with its offer (O8).
package struct RecommendationClosedHandler: NotificationHandler {
  package typealias Payload = RecommendationClosed

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<RecommendationClosed>) throws -> [Notice] {
    let event = message.data
    return [
      .member(
        .memberOfferClosed, to: event.memberId,
        needs: [.offer(event.offerId), .recommendedCandidate(event.recommendationId)],
        place: .after(attributionOf: event.recommendationId), details: try EventFields(fieldsOf: event))
    ]
  }
}
