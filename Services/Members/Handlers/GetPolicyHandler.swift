import Messages
import PolicyVersions
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Says which policy is in force, and which will be.
package struct GetPolicyHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<GetMembersPolicy>], in transaction: Transaction
  ) async throws -> PolicySchedule<MembersPolicy> {
    try PoliciesTable.schedule(try await transaction.query(PoliciesTable.all), at: messages[0].receivedAt)
  }

  package func decide(
    _ message: Incoming<GetMembersPolicy>, on state: inout PolicySchedule<MembersPolicy>,
    emitting emission: inout Emission
  ) throws(Problem) -> MembersPolicy {
    var policy = state.inForce.terms
    policy.inForceFrom = state.inForce.inForceFrom
    let upcoming = state.upcoming.map { version in
      var policy = version.terms
      policy.inForceFrom = version.inForceSince
      return policy
    }
    policy.upcoming = upcoming.isEmpty ? nil : upcoming
    return policy
  }

  package static let changesNothing = true

  package func save(_ state: PolicySchedule<MembersPolicy>) -> [Statement] { [] }
}
