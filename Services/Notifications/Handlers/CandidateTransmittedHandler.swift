import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Transmits a qualified candidate to the company, with nothing of the member (Q2, M8); tells staff, also that the company
/// gave no address to be written to.
package struct CandidateTransmittedHandler: NotificationHandler {
  package typealias Payload = CandidateTransmitted

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<CandidateTransmitted>) throws -> [Notice] {
    let event = message.data
    let details = try EventFields(fieldsOf: event)
    return [
      .staff(
        // Whether the company can be written to is known with its name.
        .staffCandidateTransmitted, details: details, needs: [.company(event.companyId)],
        wishes: [.offer(event.offerId), .transmittedCandidate(event.candidacyId)],
        place: .transmission(as: event.candidacyId)),
      .company(
        .companyCandidateTransmitted, to: event.companyId,
        needs: [.offer(event.offerId), .transmittedCandidate(event.candidacyId)],
        details: [
          "candidacyId": .id(event.candidacyId), "offerId": .id(event.offerId), "companyId": .id(event.companyId),
        ]),
    ]
  }
}
