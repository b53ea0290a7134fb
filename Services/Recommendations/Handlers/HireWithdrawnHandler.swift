import Messages
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// Takes in that another system withdraws a hire, maybe one that it has not reported yet (H1, H3).
package struct HireWithdrawnHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<HireWithdrawalReported>], in transaction: Transaction
  ) async throws -> HireRegister {
    // What is refused leaves no hire behind.
    let messages = messages.filter { $0.brokenFields.isEmpty }
    let held = try await HeldHires(messages.map { ($0.data.key, $0.receivedAt) }, in: transaction)
    return try await HireRegister(held, in: transaction)
  }

  package func decide(
    _ message: Incoming<HireWithdrawalReported>, on register: inout HireRegister, emitting emission: inout Emission
  ) throws(Problem) -> HireReportResult {
    let broken = message.brokenFields
    guard broken.isEmpty else { throw .invalidMessage(broken) }
    let said = message.said
    let hire = register.change(message.data.key, on: .withdrawal, emitting: &emission) { $0.force.take(said) }
    guard let hire else { throw Problem(.internalError) }
    return hire.result
  }

  package func save(_ register: HireRegister) -> [Statement] { register.statements }
}

extension Incoming<HireWithdrawalReported> {
  /// What the withdrawal says of the hire's time.
  fileprivate var said: HireIsInForce.Withdrawal {
    HireIsInForce.Withdrawal(
      asOf: ReportSpeaksAsOf.instant(given: data.asOf, date: data.withdrawnAt, sentAt: event.time),
      withdrawnAt: data.withdrawnAt)
  }

  /// What is refused: dates that cannot be.
  fileprivate var brokenFields: [FieldError] {
    HireDatesAreBelievable.errors([(.withdrawnAt, data.withdrawnAt), (.asOf, data.asOf)], at: receivedAt)
  }
}

extension HireWithdrawalReported {
  fileprivate var key: HireKey { HireKey(sourceSystem: sourceSystem, applicationID: applicationId) }
}
