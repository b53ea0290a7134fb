import Messages
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// Learns of an offer that may be recommended for (O1).
package struct OfferPublishedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<OfferPublished>], in transaction: Transaction
  ) async throws -> [OfferID: OfferPublication] {
    [:]
  }

  package func decide(
    _ message: Incoming<OfferPublished>, on offers: inout [OfferID: OfferPublication],
    emitting emission: inout Emission
  ) throws(Problem) {
    let offer = message.data
    offers[offer.offerId] = OfferPublication(
      offer: KnownOffer(
        offerID: offer.offerId, companyID: offer.companyId, zone: offer.zone,
        externalReference: offer.externalReference),
      publishedAt: offer.publishedAt, closesAt: offer.closesAt, revision: offer.revision ?? 1)
  }

  package func save(_ offers: [OfferID: OfferPublication]) -> [Statement] {
    [OfferStatements.publish(Array(offers.values))]
  }
}
