import Messages
import PostgreSQLClient
import RecommendationsDomain
import ServiceRuntime

/// Answers the policy in force.
package struct GetPolicyHandler: CommandHandler {
  /// A handler.
  package init() {}

  package func load(
    _ messages: [Incoming<GetRecommendationsPolicy>], in transaction: Transaction
  ) async throws -> AttributionPolicy {
    try PolicyStatements.policy(try await transaction.query(PolicyStatements.inForce))
  }

  package func decide(
    _ message: Incoming<GetRecommendationsPolicy>, on policy: inout AttributionPolicy,
    emitting emission: inout Emission
  ) throws(Problem) -> RecommendationsPolicy {
    RecommendationsPolicy(version: policy.version, attributionValidityDays: policy.validityDays)
  }

  package func save(_ policy: AttributionPolicy) -> [Statement] { [] }
}
