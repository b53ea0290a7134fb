import MessageHandling
import Messages
import PostgreSQLClient

/// Withdraws a scheduled version of a policy, and those scheduled after it.
package struct PolicyCancellationHandler<Policy: VersionedPolicy>: CommandHandler {
  private let policy: Policy
  private let statements: PolicyStatements<Policy>

  package init(_ policy: Policy) {
    self.policy = policy
    statements = PolicyStatements(policy)
  }

  package func load(
    _ messages: [Incoming<CancelPolicyChange<Policy.Told>>], in transaction: Transaction
  ) async throws -> PolicySchedule<Policy.Terms> {
    let results = try await transaction.query([statements.lock, statements.all])
    return try statements.schedule(results[1], at: messages[0].receivedAt)
  }

  package func decide(
    _ message: Incoming<CancelPolicyChange<Policy.Told>>, on state: inout PolicySchedule<Policy.Terms>,
    emitting emission: inout Emission
  ) throws(Problem) -> CancelledPolicyVersions {
    let versions = try state.cancel(message.data.version)
    policy.tell(withdrawn: versions, emitting: &emission)
    return CancelledPolicyVersions(versions: versions)
  }

  package func save(_ state: PolicySchedule<Policy.Terms>) -> [Statement] {
    guard !state.withdrawn.isEmpty else { return [] }
    return [statements.withdraw(state.withdrawn, at: state.now)] + policy.effects(of: state)
  }
}

extension PolicyCancellationHandler where Policy: PolicyWithoutSettings {
  package init() { self.init(Policy()) }
}
