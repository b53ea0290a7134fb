import Messages
import PolicyVersions
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling

/// Answers the policy in force, and those that will be.
package struct GetPolicyHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<GetRecommendationsPolicy>], in transaction: Transaction
  ) async throws -> PolicySchedule<AttributionPolicy> {
    try PolicyStatements.schedule(try await transaction.query(PolicyStatements.all), at: messages[0].receivedAt)
  }

  package func decide(
    _ message: Incoming<GetRecommendationsPolicy>, on state: inout PolicySchedule<AttributionPolicy>,
    emitting emission: inout Emission
  ) throws(Problem) -> RecommendationsPolicy {
    let upcoming = state.upcoming.map {
      RecommendationsPolicy(
        version: $0.number, attributionValidityDays: $0.terms.validityDays,
        twoPeopleAboveCents: $0.terms.twoPeopleAbove, refusalsPerDay: $0.terms.refusalsPerDay,
        inForceFrom: $0.inForceSince)
    }
    return RecommendationsPolicy(
      version: state.inForce.number, attributionValidityDays: state.inForce.terms.validityDays,
      twoPeopleAboveCents: state.inForce.terms.twoPeopleAbove, refusalsPerDay: state.inForce.terms.refusalsPerDay,
      inForceFrom: state.inForce.inForceFrom,
      upcoming: upcoming.isEmpty ? nil : upcoming)
  }

  package static let changesNothing = true

  package func save(_ state: PolicySchedule<AttributionPolicy>) -> [Statement] { [] }
}
