import Messages
import PolicyVersions
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Puts a changed policy in force, at once or from a date on, as a new version, and tells who goes by the time zone.
package struct ChangePolicyHandler: CommandHandler {
  package init() {}

  /// The versions of the policy, and the time zones that exist among those asked for.
  package struct State: Sendable {
    var schedule: PolicySchedule<MembersPolicy>
    let timeZones: Set<String>
  }

  package func load(
    _ messages: [Incoming<ChangeMembersPolicy>], in transaction: Transaction
  ) async throws -> State {
    let results = try await transaction.query([
      PoliciesTable.lock, PoliciesTable.all, PoliciesTable.known(timeZones: messages.compactMap(\.data.timeZone)),
    ])
    return State(
      schedule: try PoliciesTable.schedule(results[1], at: messages[0].receivedAt),
      timeZones: Set(try results[2].decode(String.self)))
  }

  package func decide(
    _ message: Incoming<ChangeMembersPolicy>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> PolicyVersion {
    let command = message.data
    if let timeZone = command.timeZone, !state.timeZones.contains(timeZone) {
      throw .invalidMessage([FieldError(field: "timeZone", message: "is not a name of the time zone database")])
    }
    let version = try state.schedule.change(inForceFrom: command.inForceFrom) { former, number throws(Problem) in
      MembersPolicy(
        version: number,
        invitationValidityDays: command.invitationValidityDays ?? former.invitationValidityDays,
        timeZone: command.timeZone ?? former.timeZone
      )
    }
    let date = version.inForceFrom
    emission.publish(
      MembersPolicyChanged(
        version: version.number, invitationValidityDays: version.terms.invitationValidityDays,
        timeZone: version.terms.timeZone, inForceSince: date == nil ? version.inForceSince : nil, inForceFrom: date))
    return PolicyVersion(version: version.number, inForceFrom: date)
  }

  package func save(_ state: State) -> [Statement] {
    state.schedule.added.isEmpty ? [] : [PoliciesTable.insert(state.schedule.added)]
  }
}
