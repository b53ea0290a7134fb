import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// Nothing is transmitted any more for an offer that is filled or cancelled; one that expired cancels nothing (O8).
package struct OfferClosedHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<OfferClosed>], in transaction: Transaction) async throws -> [OfferID] { [] }

  package func decide(
    _ message: Incoming<OfferClosed>, on ended: inout [OfferID], emitting emission: inout Emission
  ) throws(Problem) {
    if message.data.reason != .expired { ended.append(message.data.offerId) }
  }

  package func save(_ ended: [OfferID]) -> [Statement] { ended.isEmpty ? [] : [OfferStatements.end(ended)] }
}
