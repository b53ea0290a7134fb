import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Finance could not pay an instruction: staff are told, and may ask for it again (W6).
///
/// What is paid or cancelled stays so. The same instruction again is accepted and changes nothing.
package struct PayoutFailureReportedHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<PayoutFailureReported>], in transaction: Transaction
  ) async throws -> RewardBook {
    try await RewardBook.load(
      behind: messages.map(\.data.payoutId), at: messages[0].receivedAt, in: transaction)
  }

  package func decide(
    _ message: Incoming<PayoutFailureReported>, on state: inout RewardBook, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let failed = message.data
    try PaymentsAreNear.check(failed.failedAt, "failedAt", at: message.receivedAt)
    guard state.payouts[failed.payoutId] != nil else { throw Problem(.payoutNotFound) }
    state.fail(
      failed.payoutId, Payout.Failure(at: failed.failedAt, reason: failed.reason), emitting: &emission)
    return Accepted()
  }

  package func save(_ state: RewardBook) -> [Statement] { state.statements }
}
