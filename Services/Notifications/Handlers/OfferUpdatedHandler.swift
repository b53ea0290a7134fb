import Messages
import PostgreSQLClient
import MessageHandling

/// Keeps what an offer is called now, and until when it is open (O7).
package struct OfferUpdatedHandler: FactHandler {
  package typealias Payload = OfferUpdated

  package init() {}

  package func record(_ messages: [Incoming<OfferUpdated>]) -> [Statement] {
    [
      OfferStatements.keepOffers(messages.map { OfferStatements.Description($0.data) }),
      OfferStateStatements.keep(messages.map { OfferStateNews($0.data) }),
    ]
  }
}
