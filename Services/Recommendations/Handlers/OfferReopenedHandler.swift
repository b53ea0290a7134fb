import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns that an offer that had expired may be recommended for again (O7).
package struct OfferReopenedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<OfferReopened>], in transaction: Transaction
  ) async throws -> [OfferID: OfferReopening] {
    [:]
  }

  package func decide(
    _ message: Incoming<OfferReopened>, on reopenings: inout [OfferID: OfferReopening],
    emitting emission: inout Emission
  ) throws(Problem) {
    let offer = message.data
    if let known = reopenings[offer.offerId], known.revision >= offer.revision { return }
    reopenings[offer.offerId] = OfferReopening(
      offerID: offer.offerId, revision: offer.revision, closesAt: offer.closesAt)
  }

  package func mayMakeWorkDue(_ reopenings: [OfferID: OfferReopening]) -> Bool { false }

  package func save(_ reopenings: [OfferID: OfferReopening]) -> [Statement] {
    [OfferStatements.reopen(Array(reopenings.values))]
  }
}
