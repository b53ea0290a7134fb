import Messages
import NotificationsDomain
import MessageHandling
import Vocabulary

/// Transmits a qualified candidate to the company, with nothing of the member (Q2, M8); tells staff.
package struct CandidateTransmittedHandler: NotificationHandler {
  package typealias Payload = CandidateTransmitted

  package let composer: Composer

  package init(composer: Composer) {
    self.composer = composer
  }

  package func notices(_ message: Incoming<CandidateTransmitted>) throws -> [Notice] {
    let event = message.data
    let details = try JSONObject(fieldsOf: event)
    return [
      .staff(
        .staffCandidateTransmitted, details: details, wishes: [.offer(event.offerId)],
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
