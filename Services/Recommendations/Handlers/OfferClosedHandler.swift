import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns that an offer may be recommended for no more (O1).
package struct OfferClosedHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<OfferClosed>], in transaction: Transaction) async throws -> [OfferID] { [] }

  package func decide(
    _ message: Incoming<OfferClosed>, on offers: inout [OfferID], emitting emission: inout Emission
  ) throws(Problem) {
    offers.append(message.data.offerId)
  }

  package func save(_ offers: [OfferID]) -> [Statement] { [OfferStatements.close(offers)] }
}
