import Messages
import PostgreSQLClient
import ServiceRuntime

/// Says which policy is in force.
package struct GetPolicyHandler: CommandHandler {
  private let policies: PoliciesTable

  package init(policies: PoliciesTable) {
    self.policies = policies
  }

  package func load(_ messages: [Incoming<GetOffersPolicy>], in transaction: Transaction) async throws -> OffersPolicy {
    try policies.version(try await transaction.query(PoliciesTable.inForce)).policy
  }

  package func decide(
    _ message: Incoming<GetOffersPolicy>, on policy: inout OffersPolicy, emitting emission: inout Emission
  ) throws(Problem) -> OffersPolicy {
    policy
  }

  package func save(_ policy: OffersPolicy) -> [Statement] { [] }
}
