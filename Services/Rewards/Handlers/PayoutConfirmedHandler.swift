import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Finance paid an instruction: the debt is settled in cash, or a claim where it was not due any more (W6, W8).
///
/// The same instruction again is accepted and changes nothing, whatever message says it.
package struct PayoutConfirmedHandler: CommandHandler {
  package init() {}

  /// Locks what the payouts were owed for before the payouts: what is owed for the same at the same time, by a hire that
  /// is reported again, either sees the payment or is seen here.
  package func load(_ messages: [Incoming<PayoutConfirmed>], in transaction: Transaction) async throws -> RewardBook {
    let payouts = Set(messages.map(\.data.payoutId)).sorted()
    let (rewards, origins) = try OriginStatements.locked(
      try await transaction.query(OriginStatements.lock(behind: payouts)))
    return try await RewardBook.load(
      RewardBook.Scope(rewards: rewards, origins: origins), at: messages[0].receivedAt, in: transaction)
  }

  package func decide(
    _ message: Incoming<PayoutConfirmed>, on state: inout RewardBook, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let confirmed = message.data
    guard state.payouts[confirmed.payoutId] != nil else { throw Problem(.payoutNotFound) }
    state.confirm(
      confirmed.payoutId, at: confirmed.paidAt, as: confirmed.reference, because: message.id, emitting: &emission)
    return Accepted()
  }

  package func save(_ state: RewardBook) -> [Statement] { state.statements }
}
