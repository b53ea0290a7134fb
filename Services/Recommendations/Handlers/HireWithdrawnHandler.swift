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
    let keys = Dictionary(messages.map { ($0.data.key, HireID.make()) }) { first, _ in first }
    let rows = try await transaction.query([HireStatements.lock(keys), HireStatements.find(Array(keys.keys))])
    return try await HireRegister(try HireStatements.hires(rows[1]), in: transaction)
  }

  package func decide(
    _ message: Incoming<HireWithdrawalReported>, on register: inout HireRegister, emitting emission: inout Emission
  ) throws(Problem) -> HireReportResult {
    let report = message.data
    let hire = register.change(report.key, emitting: &emission) { $0.force.withdraw(at: report.withdrawnAt) }
    guard let hire else { throw Problem(.internalError) }
    return hire.result
  }

  package func save(_ register: HireRegister) -> [Statement] { register.statements }
}

extension HireWithdrawalReported {
  fileprivate var key: HireKey { HireKey(sourceSystem: sourceSystem, applicationID: applicationId) }
}
