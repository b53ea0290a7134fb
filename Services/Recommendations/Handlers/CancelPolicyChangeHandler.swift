import Messages
import PolicyVersions
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling

/// Withdraws a scheduled version of the policy, and those scheduled after it.
package struct CancelPolicyChangeHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<CancelRecommendationsPolicyChange>], in transaction: Transaction
  ) async throws -> PolicySchedule<AttributionPolicy> {
    let results = try await transaction.query([PolicyStatements.lock, PolicyStatements.all])
    return try PolicyStatements.schedule(results[1], at: messages[0].receivedAt)
  }

  package func decide(
    _ message: Incoming<CancelRecommendationsPolicyChange>, on state: inout PolicySchedule<AttributionPolicy>,
    emitting emission: inout Emission
  ) throws(Problem) -> CancelledPolicyVersions {
    CancelledPolicyVersions(versions: try state.cancel(message.data.version))
  }

  package func save(_ state: PolicySchedule<AttributionPolicy>) -> [Statement] {
    state.withdrawn.isEmpty ? [] : [PolicyStatements.withdraw(state.withdrawn, at: state.now)]
  }
}
