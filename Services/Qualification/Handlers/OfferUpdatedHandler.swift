import MessageHandling
import Messages
import PostgreSQLClient

/// Learns what an offer is called now (O7).
package struct OfferUpdatedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<OfferUpdated>], in transaction: Transaction
  ) async throws -> [OfferStatements.Title] {
    []
  }

  package func decide(
    _ message: Incoming<OfferUpdated>, on titles: inout [OfferStatements.Title], emitting emission: inout Emission
  ) throws(Problem) {
    titles.append(
      OfferStatements.Title(
        offerID: message.data.offerId, title: message.data.title, revision: message.data.revision))
  }

  package func save(_ titles: [OfferStatements.Title]) -> [Statement] { [OfferStatements.keep(titles)] }
}
