import Messages
import PostgreSQLClient
import RewardsDomain
import ServiceRuntime
import Vocabulary

/// Finance paid an instruction: the debt is settled in cash, or a claim where it was not due any more (W6, W8).
///
/// The same instruction again is accepted and changes nothing, whatever message says it.
package struct PayoutConfirmedHandler: CommandHandler {
  /// The payouts, each with what its reward goes back to.
  package struct State: Sendable {
    fileprivate var journal: Journal
    fileprivate var payouts: [PayoutID: Payout] = [:]
    fileprivate var origins: [PayoutID: (recommendation: RecommendationID, policyVersion: Int)] = [:]
    fileprivate var paid: Set<PayoutID> = []
  }

  package init() {}

  package func load(_ messages: [Incoming<PayoutConfirmed>], in transaction: Transaction) async throws -> State {
    var state = State(journal: Journal(at: messages[0].receivedAt))
    for row in try await transaction.query(PayoutStatements.lock(Set(messages.map(\.data.payoutId)).sorted())) {
      let (payout, recommendation, policyVersion) = try PayoutStatements.payoutWithOrigin(row)
      state.payouts[payout.id] = payout
      state.origins[payout.id] = (recommendation, policyVersion)
    }
    return state
  }

  package func decide(
    _ message: Incoming<PayoutConfirmed>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let id = message.data.payoutId
    guard var payout = state.payouts[id], let origin = state.origins[id] else { throw Problem(.payoutNotFound) }
    guard payout.paidAt == nil else { return Accepted() }
    payout.paidAt = message.data.paidAt
    payout.reference = message.data.reference
    state.payouts[id] = payout
    state.paid.insert(id)
    state.journal.post(
      LedgerTransaction(
        cause: .payment(id), messageID: message.id, recommendationID: origin.recommendation,
        policyVersion: origin.policyVersion, postings: payout.paymentPostings))
    state.journal.open(
      payout.claim, from: origin.recommendation, under: origin.policyVersion, because: message.id,
      emitting: &emission)
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    guard !state.paid.isEmpty else { return [] }
    return state.journal.statements
      + [PayoutStatements.update(state.paid.sorted().compactMap { state.payouts[$0] })]
  }
}
