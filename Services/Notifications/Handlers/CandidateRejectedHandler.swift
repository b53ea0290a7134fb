import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff and the member that a candidate is rejected, and why (Q1, Q4).
package struct CandidateRejectedHandler: NotificationHandler {
  package typealias Payload = CandidateRejected

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<CandidateRejected>) throws -> [Notice] {
    let event = message.data
    let details = try EventFields(fieldsOf: event)
    // What staff wrote stays with staff; the member reads the code in words (Q4).
    let forMember = details.without("reason")
    return [
      .staff(
        .staffCandidateRejected, details: details,
        wishes: [.offer(event.offerId), .recommendedCandidate(event.recommendationId)],
        place: .decision(on: event.recommendationId, afterInterview: true)),
      .member(
        .memberCandidateRejected, to: event.memberId,
        needs: [.offer(event.offerId), .recommendedCandidate(event.recommendationId)],
        place: .decision(on: event.recommendationId, afterInterview: false), details: forMember),
    ]
  }
}
