import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns what an offer is called elsewhere now, and until when it may be recommended for (O7).
package struct OfferUpdatedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<OfferUpdated>], in transaction: Transaction
  ) async throws -> [OfferID: OfferAmendment] {
    [:]
  }

  package func decide(
    _ message: Incoming<OfferUpdated>, on amendments: inout [OfferID: OfferAmendment], emitting emission: inout Emission
  ) throws(Problem) {
    let offer = message.data
    if let known = amendments[offer.offerId], known.revision >= offer.revision { return }
    amendments[offer.offerId] = OfferAmendment(
      offerID: offer.offerId, revision: offer.revision, externalReference: offer.externalReference,
      closesAt: offer.closesAt)
  }

  package func mayMakeWorkDue(_ amendments: [OfferID: OfferAmendment]) -> Bool { false }

  package func save(_ amendments: [OfferID: OfferAmendment]) -> [Statement] {
    [OfferStatements.amend(Array(amendments.values))]
  }
}
