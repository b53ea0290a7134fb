import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Asks finance again for what it could not pay, under a new instruction (W6).
package struct RetryPayoutHandler: CommandHandler {
  package init() {}

  package func load(_ messages: [Incoming<RetryPayout>], in transaction: Transaction) async throws -> RewardBook {
    try await RewardBook.load(
      behind: messages.map(\.data.payoutId), at: messages[0].receivedAt, in: transaction)
  }

  package func decide(
    _ message: Incoming<RetryPayout>, on state: inout RewardBook, emitting emission: inout Emission
  ) throws(Problem) -> RetryPayout.Result {
    guard state.payouts[message.data.payoutId] != nil else { throw Problem(.payoutNotFound) }
    guard let again = state.retry(message.data.payoutId, emitting: &emission) else {
      throw Problem(.payoutNotFailed)
    }
    return RetryPayout.Result(payoutId: again)
  }

  package func save(_ state: RewardBook) -> [Statement] { state.statements }
}
