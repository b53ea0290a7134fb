import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff, the member and the candidate of an attributed recommendation (R2, R6, R7, N1).
package struct RecommendationAttributedHandler: NotificationHandler {
  package typealias Payload = RecommendationAttributed

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<RecommendationAttributed>) throws -> [Notice] {
    let event = message.data
    let details = try EventFields(fieldsOf: event)
    let offer = Need.offer(event.offerId)
    let candidate = Need.recommendedCandidate(event.recommendationId)
    let place = StoryPlace.attribution(of: event.recommendationId)
    return [
      .staff(
        .staffRecommendationAttributed, details: details, needs: [candidate],
        wishes: [offer, .memberName(event.memberId)], place: place),
      .member(
        .memberRecommendationAttributed, to: event.memberId, needs: [offer, candidate], place: place,
        details: details),
      // Nothing of the member or of the recommendation: the source is "a member of the community".
      .candidate(
        .candidateRecommended, to: event.candidateId, needs: [offer, .company(event.companyId)],
        details: [
          "candidateId": .id(event.candidateId), "offerId": .id(event.offerId), "companyId": .id(event.companyId),
        ]),
    ]
  }
}
