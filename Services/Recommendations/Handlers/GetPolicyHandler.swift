import Messages
import PostgreSQLClient
import RecommendationsDomain
import ServiceRuntime

/// Answers the policy in force.
struct GetPolicyHandler: CommandHandler {
  func load(
    _ messages: [Incoming<GetRecommendationsPolicy>], in transaction: Transaction
  ) async throws -> AttributionPolicy {
    try PolicyStatements.policy(try await transaction.query(PolicyStatements.inForce))
  }

  func decide(
    _ message: Incoming<GetRecommendationsPolicy>, on policy: inout AttributionPolicy,
    emitting emission: inout Emission
  ) throws(Problem) -> RecommendationsPolicy {
    RecommendationsPolicy(version: policy.version, attributionValidityDays: policy.validityDays)
  }

  func save(_ policy: AttributionPolicy) -> [Statement] { [] }
}
