import MessageHandling
import Messages
import PostgreSQLClient

/// Learns what an offer is called.
package struct OfferPublishedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<OfferPublished>], in transaction: Transaction
  ) async throws -> [OfferStatements.Title] {
    []
  }

  package func decide(
    _ message: Incoming<OfferPublished>, on titles: inout [OfferStatements.Title], emitting emission: inout Emission
  ) throws(Problem) {
    titles.append(
      OfferStatements.Title(
        offerID: message.data.offerId, title: message.data.title, revision: message.data.revision ?? 1))
  }

  package func save(_ titles: [OfferStatements.Title]) -> [Statement] { [OfferStatements.keep(titles)] }
}
