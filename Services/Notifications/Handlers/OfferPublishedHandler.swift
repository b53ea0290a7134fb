import Messages
import PostgreSQLClient
import MessageHandling

/// Keeps an offer's title.
package struct OfferPublishedHandler: FactHandler {
  package typealias Payload = OfferPublished

  package init() {}

  package func record(_ messages: [Incoming<OfferPublished>]) -> [Statement] {
    [OfferStatements.keepOffers(messages.map(\.data))]
  }
}
