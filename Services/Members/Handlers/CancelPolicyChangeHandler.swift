import Messages
import PolicyVersions
import PostgreSQLClient
import MessageHandling

/// Withdraws a scheduled version of the policy, and those scheduled after it.
package struct CancelPolicyChangeHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<CancelMembersPolicyChange>], in transaction: Transaction
  ) async throws -> PolicySchedule<MembersPolicy> {
    let results = try await transaction.query([PoliciesTable.lock, PoliciesTable.all])
    return try PoliciesTable.schedule(results[1], at: messages[0].receivedAt)
  }

  package func decide(
    _ message: Incoming<CancelMembersPolicyChange>, on state: inout PolicySchedule<MembersPolicy>,
    emitting emission: inout Emission
  ) throws(Problem) -> CancelledPolicyVersions {
    let versions = try state.cancel(message.data.version)
    emission.publish(MembersPolicyChangeCancelled(versions: versions))
    return CancelledPolicyVersions(versions: versions)
  }

  package func save(_ state: PolicySchedule<MembersPolicy>) -> [Statement] {
    state.withdrawn.isEmpty ? [] : [PoliciesTable.withdraw(state.withdrawn, at: state.now)]
  }
}
