import Messages
import PolicyVersions
import PostgreSQLClient
import RewardsDomain
import MessageHandling

/// Withdraws a scheduled version of the policy, and those scheduled after it.
package struct CancelPolicyChangeHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<CancelRewardsPolicyChange>], in transaction: Transaction
  ) async throws -> PolicySchedule<RewardTerms> {
    let results = try await transaction.query([PolicyStatements.lock, PolicyStatements.all])
    return try PolicyStatements.schedule(results[1], at: messages[0].receivedAt)
  }

  package func decide(
    _ message: Incoming<CancelRewardsPolicyChange>, on state: inout PolicySchedule<RewardTerms>,
    emitting emission: inout Emission
  ) throws(Problem) -> CancelledPolicyVersions {
    let versions = try state.cancel(message.data.version)
    emission.publish(RewardsPolicyChangeCancelled(versions: versions))
    return CancelledPolicyVersions(versions: versions)
  }

  package func save(_ state: PolicySchedule<RewardTerms>) -> [Statement] {
    state.withdrawn.isEmpty ? [] : [PolicyStatements.withdraw(state.withdrawn, at: state.now)]
  }
}
