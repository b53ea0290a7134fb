import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Finance paid an instruction: the debt is settled in cash, or a claim where it was not due any more (W6, W8).
///
/// The same instruction again is accepted and changes nothing, whatever message says it. It counts also after a failure.
package struct PayoutConfirmedHandler: CommandHandler {
  package init() {}

  package func load(_ messages: [Incoming<PayoutConfirmed>], in transaction: Transaction) async throws -> RewardBook {
    try await RewardBook.load(
      behind: messages.map(\.data.payoutId), at: messages[0].receivedAt, in: transaction)
  }

  package func decide(
    _ message: Incoming<PayoutConfirmed>, on state: inout RewardBook, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let confirmed = message.data
    try PaymentsAreNear.check(confirmed.paidAt, "paidAt", at: message.receivedAt)
    guard state.payouts[confirmed.payoutId] != nil else { throw Problem(.payoutNotFound) }
    state.confirm(
      confirmed.payoutId, at: confirmed.paidAt, as: confirmed.reference, because: message.id, emitting: &emission)
    return Accepted()
  }

  package func save(_ state: RewardBook) -> [Statement] { state.statements }
}

extension PaymentsAreNear {
  /// Refuses an instant that cannot be that of a payment.
  static func check(_ instant: Timestamp, _ field: String, at now: Timestamp) throws(Problem) {
    guard holds(instant, at: now) else {
      throw .invalidMessage([FieldError(field: field, message: "is before 2000 or more than a day ahead")])
    }
  }
}
