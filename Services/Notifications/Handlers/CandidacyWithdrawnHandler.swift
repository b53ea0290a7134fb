import Messages
import MessageHandling
import NotificationsDomain
import Vocabulary

/// Tells a company that it has a candidate no more (Q5); nothing of the member is told (M8).
package struct CandidacyWithdrawnHandler: NotificationHandler {
  package typealias Payload = CandidacyWithdrawn

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<CandidacyWithdrawn>) throws -> [Notice] {
    let event = message.data
    return [
      .company(
        .companyCandidacyWithdrawn, to: event.companyId,
        needs: [.offer(event.offerId), .transmittedCandidate(event.candidacyId)],
        details: try EventFields(fieldsOf: event))
    ]
  }
}
