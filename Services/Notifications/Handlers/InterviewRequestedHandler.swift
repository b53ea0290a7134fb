import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Tells staff whom to call, at which number, and what the member says (Q1).
package struct InterviewRequestedHandler: NotificationHandler {
  package typealias Payload = InterviewRequested

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<InterviewRequested>) throws -> [Notice] {
    let event = message.data
    let details = try EventFields(fieldsOf: event)
    return [
      .staff(
        .staffInterviewRequested, details: details, needs: [.recommendedCandidate(event.recommendationId)],
        wishes: [.offer(event.offerId)], place: .interview(for: event.recommendationId))
    ]
  }
}
