import Messages
import PolicyVersions
import PostgreSQLClient
import MessageHandling

/// Says which policy is in force, and which will be.
package struct GetPolicyHandler: CommandHandler {
  private let policies: PoliciesTable

  package init(policies: PoliciesTable) {
    self.policies = policies
  }

  package func load(
    _ messages: [Incoming<GetOffersPolicy>], in transaction: Transaction
  ) async throws -> PolicySchedule<PoliciesTable.Version> {
    try policies.schedule(try await transaction.query(PoliciesTable.all), at: messages[0].receivedAt)
  }

  package func decide(
    _ message: Incoming<GetOffersPolicy>, on state: inout PolicySchedule<PoliciesTable.Version>,
    emitting emission: inout Emission
  ) throws(Problem) -> OffersPolicy {
    var policy = state.inForce.terms.policy
    policy.inForceFrom = state.inForce.inForceFrom
    let upcoming = state.upcoming.map { version in
      var policy = version.terms.policy
      policy.inForceFrom = version.inForceSince
      return policy
    }
    policy.upcoming = upcoming.isEmpty ? nil : upcoming
    return policy
  }

  package static let changesNothing = true

  package func save(_ state: PolicySchedule<PoliciesTable.Version>) -> [Statement] { [] }
}
