import Messages
import PolicyVersions
import PostgreSQLClient
import MessageHandling

/// Withdraws a scheduled version of the policy, and those scheduled after it.
package struct CancelPolicyChangeHandler: CommandHandler {
  private let policies: PoliciesTable

  package init(policies: PoliciesTable) {
    self.policies = policies
  }

  package func load(
    _ messages: [Incoming<CancelOffersPolicyChange>], in transaction: Transaction
  ) async throws -> PolicySchedule<PoliciesTable.Version> {
    let results = try await transaction.query([PoliciesTable.lock, PoliciesTable.all])
    return try policies.schedule(results[1], at: messages[0].receivedAt)
  }

  package func decide(
    _ message: Incoming<CancelOffersPolicyChange>, on state: inout PolicySchedule<PoliciesTable.Version>,
    emitting emission: inout Emission
  ) throws(Problem) -> CancelledPolicyVersions {
    CancelledPolicyVersions(versions: try state.cancel(message.data.version))
  }

  package func save(_ state: PolicySchedule<PoliciesTable.Version>) -> [Statement] {
    guard !state.withdrawn.isEmpty else { return [] }
    return [
      PoliciesTable.withdraw(state.withdrawn, at: state.now),
      EligibilityChangeStatements.delete(ofVersions: state.withdrawn),
    ]
  }
}
