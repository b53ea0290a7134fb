import Messages
import PolicyVersions
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// Puts a new version of the policy in force, at once or from a date on; attributions made before keep the end they were
/// given (R2).
package struct ChangePolicyHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<ChangeRecommendationsPolicy>], in transaction: Transaction
  ) async throws -> PolicySchedule<AttributionPolicy> {
    let results = try await transaction.query([PolicyStatements.lock, PolicyStatements.all])
    return try PolicyStatements.schedule(results[1], at: messages[0].receivedAt)
  }

  package func decide(
    _ message: Incoming<ChangeRecommendationsPolicy>, on state: inout PolicySchedule<AttributionPolicy>,
    emitting emission: inout Emission
  ) throws(Problem) -> PolicyVersion {
    let command = message.data
    let version = try state.change(inForceFrom: command.inForceFrom) { former, number throws(Problem) in
      AttributionPolicy(
        version: number, validityDays: command.attributionValidityDays.applied(to: former.validityDays),
        twoPeopleAbove: command.twoPeopleAboveCents.applied(to: former.twoPeopleAbove),
        refusalsPerDay: command.refusalsPerDay.applied(to: former.refusalsPerDay))
    }
    return PolicyVersion(version: version.number, inForceFrom: version.inForceFrom)
  }

  package func save(_ state: PolicySchedule<AttributionPolicy>) -> [Statement] {
    state.added.isEmpty ? [] : [PolicyStatements.insert(state.added)]
  }
}
