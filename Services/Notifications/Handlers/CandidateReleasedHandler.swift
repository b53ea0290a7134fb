import Messages
import MessageHandling
import NotificationsDomain
import Vocabulary

/// Tells staff that a candidate belongs to no member any more, and why (R9).
package struct CandidateReleasedHandler: NotificationHandler {
  package typealias Payload = CandidateReleased

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<CandidateReleased>) throws -> [Notice] {
    let event = message.data
    return [
      .staff(
        .staffCandidateReleased, details: try EventFields(fieldsOf: event),
        wishes: [.candidate(event.candidateId)] + (event.memberId.map { [.memberName($0)] } ?? []))
    ]
  }
}
