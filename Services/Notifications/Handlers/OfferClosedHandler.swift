import Messages
import PostgreSQLClient
import MessageHandling

/// Keeps that an offer is closed: no letter proposes it any more (M11).
package struct OfferClosedHandler: FactHandler {
  package typealias Payload = OfferClosed

  package init() {}

  package func record(_ messages: [Incoming<OfferClosed>]) -> [Statement] {
    [OfferStateStatements.keep(messages.map { OfferStateNews($0.data) })]
  }
}
