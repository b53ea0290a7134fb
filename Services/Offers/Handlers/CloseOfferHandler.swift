import Messages
import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Closes an offer, and with it its waves (O1, O3).
package struct CloseOfferHandler: CommandHandler {
  package init() {}

  /// The offers, and which close.
  package struct State: Sendable {
    var offers: [OfferID: Offer]
    var closed: [OfferID: ClosingReason] = [:]
    var closedAt = Timestamp(microseconds: 0)
  }

  package func load(_ messages: [Incoming<CloseOffer>], in transaction: Transaction) async throws -> State {
    State(offers: try await OfferStatements.locked(messages.map(\.data.offerId), in: transaction))
  }

  package func decide(
    _ message: Incoming<CloseOffer>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let (id, reason) = (message.data.offerId, message.data.reason)
    let offer = state.offers[id]
    let refusal = OnlyAPublishedOfferIsAmendedOrClosed.refusal(of: offer?.state)
    guard var offer, refusal == nil else { throw Problem(refusal ?? .offerNotFound) }
    offer.state = .closed
    offer.revision += 1
    state.offers[id] = offer
    state.closed[id] = reason
    state.closedAt = emission.now
    emission.publish(OfferClosed(offerId: id, reason: reason, revision: offer.revision))
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    guard !state.closed.isEmpty else { return [] }
    return [
      OfferStatements.close(state.closed, at: state.closedAt),
      WaveScheduleStatements.delete(state.closed.keys.sorted()),
    ]
  }
}
