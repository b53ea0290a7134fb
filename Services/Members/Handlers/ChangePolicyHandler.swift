import Messages
import PostgreSQLClient
import ServiceRuntime
import Vocabulary

/// Puts a changed policy in force at once, as a new version.
package struct ChangePolicyHandler: CommandHandler {
  package init() {}

  /// The policy in force, the time zones that exist among those asked for, and the versions made.
  package struct State: Sendable {
    var inForce: MembersPolicy
    let timeZones: Set<String>
    var made: [MembersPolicy] = []
    var madeAt = Timestamp(microseconds: 0)
  }

  package func load(
    _ messages: [Incoming<ChangeMembersPolicy>], in transaction: Transaction
  ) async throws -> State {
    let results = try await transaction.query([
      PoliciesTable.inForce, PoliciesTable.known(timeZones: messages.compactMap(\.data.timeZone)),
    ])
    return State(
      inForce: try PoliciesTable.policy(results[0]), timeZones: Set(try results[1].decode(String.self)))
  }

  package func decide(
    _ message: Incoming<ChangeMembersPolicy>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> PolicyVersion {
    if let timeZone = message.data.timeZone, !state.timeZones.contains(timeZone) {
      throw .invalidMessage([FieldError(field: "timeZone", message: "is not a name of the time zone database")])
    }
    let policy = MembersPolicy(
      version: state.inForce.version + 1,
      invitationValidityDays: message.data.invitationValidityDays ?? state.inForce.invitationValidityDays,
      timeZone: message.data.timeZone ?? state.inForce.timeZone
    )
    state.inForce = policy
    state.made.append(policy)
    state.madeAt = emission.now
    return PolicyVersion(version: policy.version)
  }

  /// The version is a key: of two processes that change the policy at once, one decides again.
  package func save(_ state: State) -> [Statement] {
    state.made.isEmpty ? [] : [PoliciesTable.insert(state.made, inForceSince: state.madeAt)]
  }
}
