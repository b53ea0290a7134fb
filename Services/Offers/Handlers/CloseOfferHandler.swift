import Messages
import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Closes an offer, and with it its waves (O1, O3).
package struct CloseOfferHandler: CommandHandler {
  package init() {}

  /// Where the offers stand, and which close.
  package struct State: Sendable {
    var states: [OfferID: Offer.State]
    var closed: [OfferID: ClosingReason] = [:]
    var closedAt = Timestamp(microseconds: 0)
  }

  package func load(_ messages: [Incoming<CloseOffer>], in transaction: Transaction) async throws -> State {
    let rows = try await transaction.query(OfferStatements.lock(messages.map(\.data.offerId)))
    var states: [OfferID: Offer.State] = [:]
    for row in rows {
      let offer = try OfferStatements.offer(row)
      states[offer.id] = offer.state
    }
    return State(states: states)
  }

  package func decide(
    _ message: Incoming<CloseOffer>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let (id, reason) = (message.data.offerId, message.data.reason)
    if let refusal = OnlyAPublishedOfferCloses.refusal(of: state.states[id]) { throw Problem(refusal) }
    state.states[id] = .closed
    state.closed[id] = reason
    state.closedAt = emission.now
    emission.publish(OfferClosed(offerId: id, reason: reason))
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
