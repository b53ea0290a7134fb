import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff and the member that a candidate is qualified (Q1).
package struct CandidateQualifiedHandler: NotificationHandler {
  package typealias Payload = CandidateQualified

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<CandidateQualified>) throws -> [Notice] {
    let event = message.data
    let details = try EventFields(fieldsOf: event)
    return [
      .staff(
        .staffCandidateQualified, details: details,
        wishes: [.offer(event.offerId), .recommendedCandidate(event.recommendationId)],
        place: .decision(on: event.recommendationId, afterInterview: true)),
      .member(
        .memberCandidateQualified, to: event.memberId,
        needs: [.offer(event.offerId), .recommendedCandidate(event.recommendationId)],
        place: .decision(on: event.recommendationId, afterInterview: false), details: details),
    ]
  }
}
