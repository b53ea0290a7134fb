import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Learns that an offer may be recommended for no more (O1); what is under way for one that is filled or cancelled ends (O8).
package struct OfferClosedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<OfferClosed>], in transaction: Transaction
  ) async throws -> [OfferID: OfferClosing] {
    [:]
  }

  package func decide(
    _ message: Incoming<OfferClosed>, on closings: inout [OfferID: OfferClosing], emitting emission: inout Emission
  ) throws(Problem) {
    let offer = message.data
    // One that says no revision is of a time when nothing reopened.
    let closing = OfferClosing(offerID: offer.offerId, revision: offer.revision ?? 1, reason: offer.reason)
    if let known = closings[offer.offerId], known.revision >= closing.revision { return }
    closings[offer.offerId] = closing
  }

  package func mayMakeWorkDue(_ closings: [OfferID: OfferClosing]) -> Bool {
    closings.values.contains(where: \.isFinal)
  }

  package func save(_ closings: [OfferID: OfferClosing]) -> [Statement] {
    let closings = Array(closings.values)
    let final = closings.filter(\.isFinal)
    return [OfferStatements.close(closings)] + (final.isEmpty ? [] : [EndingOfferStatements.begin(final)])
  }
}

extension OfferClosing {
  /// Whether it is for good: only what expired is reopened.
  fileprivate var isFinal: Bool { reason != .expired }
}
