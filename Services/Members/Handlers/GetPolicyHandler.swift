import Messages
import PostgreSQLClient
import ServiceRuntime

/// Says which policy is in force.
package struct GetPolicyHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<GetMembersPolicy>], in transaction: Transaction
  ) async throws -> MembersPolicy {
    try PoliciesTable.policy(try await transaction.query(PoliciesTable.inForce))
  }

  package func decide(
    _ message: Incoming<GetMembersPolicy>, on policy: inout MembersPolicy, emitting emission: inout Emission
  ) throws(Problem) -> MembersPolicy {
    policy
  }

  package func save(_ policy: MembersPolicy) -> [Statement] { [] }
}
