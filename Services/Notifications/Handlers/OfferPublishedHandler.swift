import Messages
import PostgreSQLClient
import MessageHandling

/// Keeps what an offer is called, where it is, and that it is open.
package struct OfferPublishedHandler: FactHandler {
  package typealias Payload = OfferPublished

  package init() {}

  package func record(_ messages: [Incoming<OfferPublished>]) -> [Statement] {
    [
      OfferStatements.keepOffers(messages.map { OfferStatements.Description($0.data) }),
      OfferStateStatements.keep(messages.map { OfferStateNews($0.data) }),
    ]
  }
}
