import Messages
import PolicyVersions
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Puts a new version of the policy in force, at once or from a date on; what was decided before stays as it was (R7).
package struct ChangePolicyHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<ChangeRewardsPolicy>], in transaction: Transaction
  ) async throws -> PolicySchedule<RewardTerms> {
    let results = try await transaction.query([PolicyStatements.lock, PolicyStatements.all])
    return try PolicyStatements.schedule(results[1], at: messages[0].receivedAt)
  }

  package func decide(
    _ message: Incoming<ChangeRewardsPolicy>, on state: inout PolicySchedule<RewardTerms>,
    emitting emission: inout Emission
  ) throws(Problem) -> PolicyVersion {
    let command = message.data
    let version = try state.change(inForceFrom: command.inForceFrom) { terms, number throws(Problem) in
      let changed = terms.changed(by: command, to: number)
      guard changed.hasRisingThresholds else { throw .thresholdsDoNotRise }
      return changed
    }
    emission.publish(RewardsPolicyChanged(RewardsPolicy(version)))
    return PolicyVersion(version: version.number, inForceFrom: version.inForceFrom)
  }

  package func save(_ state: PolicySchedule<RewardTerms>) -> [Statement] {
    state.added.isEmpty ? [] : [PolicyStatements.insert(state.added)]
  }
}
