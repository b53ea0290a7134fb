import Messages
import PostgreSQLClient
import MessageHandling

/// Keeps that an offer is open again (O7).
package struct OfferReopenedHandler: FactHandler {
  package typealias Payload = OfferReopened

  package init() {}

  package func record(_ messages: [Incoming<OfferReopened>]) -> [Statement] {
    [OfferStateStatements.keep(messages.map { OfferStateNews($0.data) })]
  }
}
