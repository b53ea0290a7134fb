import Messages
import MessageHandling
import NotificationsDomain
import Vocabulary

/// Tells staff that the end of an interview was corrected, and why (Q5).
package struct InterviewCorrectedHandler: NotificationHandler {
  package typealias Payload = InterviewCorrected

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<InterviewCorrected>) throws -> [Notice] {
    let event = message.data
    return [
      .staff(
        .staffInterviewCorrected, details: try EventFields(fieldsOf: event),
        wishes: [.offer(event.offerId), .recommendedCandidate(event.recommendationId)],
        place: .after(decisionOn: event.recommendationId))
    ]
  }
}
