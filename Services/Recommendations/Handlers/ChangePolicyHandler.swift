import Messages
import PostgreSQLClient
import RecommendationsDomain
import ServiceRuntime
import Vocabulary

/// Puts a new version of the policy in force at once; attributions made before keep the end they were given (R2).
package struct ChangePolicyHandler: CommandHandler {
  /// A handler.
  package init() {}

  /// The versions, the last in force.
  package struct State: Sendable {
    var inForce: AttributionPolicy
    var new: [AttributionPolicy] = []
    var since: Timestamp?
  }

  package func load(_ messages: [Incoming<ChangeRecommendationsPolicy>], in transaction: Transaction) async throws
    -> State
  {
    State(inForce: try PolicyStatements.policy(try await transaction.query(PolicyStatements.inForce)))
  }

  package func decide(
    _ message: Incoming<ChangeRecommendationsPolicy>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> PolicyVersion {
    let policy = AttributionPolicy(
      version: state.inForce.version + 1,
      validityDays: message.data.attributionValidityDays.applied(to: state.inForce.validityDays))
    state.inForce = policy
    state.new.append(policy)
    state.since = emission.now
    return PolicyVersion(version: policy.version)
  }

  package func save(_ state: State) -> [Statement] {
    guard let since = state.since else { return [] }
    return [PolicyStatements.insert(state.new, since: since)]
  }
}
