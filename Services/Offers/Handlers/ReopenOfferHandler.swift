import Messages
import OffersDomain
import PolicyVersions
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Publishes an offer again that had expired: no credit pays, and its waves go on to those who were not told (O7).
package struct ReopenOfferHandler: CommandHandler {
  private let policies: PolicyStatements<WavePolicy>

  package init(policy: WavePolicy) {
    policies = PolicyStatements(policy)
  }

  /// The offers with the last wave of each, the policy, and which were reopened.
  package struct State: Sendable {
    let policy: WaveTerms
    let lastWaves: [OfferID: WaveStatements.Last]
    var offers: [OfferID: Offer]
    var reopened: [OfferID: WaveSchedule] = [:]
  }

  package func load(_ messages: [Incoming<ReopenOffer>], in transaction: Transaction) async throws -> State {
    let ids = messages.map(\.data.offerId)
    let offers = try await OfferStatements.locked(ids, in: transaction)
    // Behind the locks: a wave that was under way when they were asked for is told already.
    let results = try await transaction.query([
      policies.inForce(at: messages.first?.receivedAt ?? .now), WaveStatements.last(of: ids),
    ])
    return State(
      policy: try policies.terms(results[0]), lastWaves: try WaveStatements.lastWaves(results[1]), offers: offers)
  }

  package func decide(
    _ message: Incoming<ReopenOffer>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let command = message.data
    try requireFutureClosing(command.closesAt, at: emission.now)
    let offer = state.offers[command.offerId]
    let refusal = OnlyAnExpiredOfferReopens.refusal(of: offer)
    guard var offer, refusal == nil else { throw Problem(refusal ?? .offerNotFound) }
    offer.state = .published
    offer.hasExpired = false
    offer.closesAt = command.closesAt
    offer.revision += 1
    state.offers[offer.id] = offer
    let last = state.lastWaves[offer.id]
    state.reopened[offer.id] = .resume(
      offer.id, after: last?.wave ?? 0, dispatchedAt: last?.dispatchedAt, delay: Double(state.policy.waveDelaySeconds),
      at: emission.now)
    emission.publish(
      OfferReopened(
        offerId: offer.id, revision: offer.revision, companyId: offer.companyID, closesAt: offer.closesAt))
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    guard !state.reopened.isEmpty else { return [] }
    let ids = state.reopened.keys.sorted()
    return [
      OfferStatements.reopen(ids.compactMap { state.offers[$0] }),
      WaveScheduleStatements.insert(ids.compactMap { state.reopened[$0] }),
    ]
  }
}
