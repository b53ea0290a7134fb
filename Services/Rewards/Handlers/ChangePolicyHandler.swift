import Messages
import PostgreSQLClient
import RewardsDomain
import ServiceRuntime
import Vocabulary

/// Puts a new version of the policy in force at once; what was decided before stays as it was (R7).
///
/// Two changes at the same time make the same version: the second breaks the primary key, and is tried again.
package struct ChangePolicyHandler: CommandHandler {
  /// The terms in force, and the versions that led to them.
  package struct State: Sendable {
    fileprivate let now: Timestamp
    fileprivate var inForce: RewardTerms
    fileprivate var added: [RewardTerms] = []
  }

  package init() {}

  package func load(
    _ messages: [Incoming<ChangeRewardsPolicy>], in transaction: Transaction
  ) async throws -> State {
    let policies = try Policies(try await transaction.query(PolicyStatements.select()))
    return State(now: messages[0].receivedAt, inForce: policies.inForce)
  }

  package func decide(
    _ message: Incoming<ChangeRewardsPolicy>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> PolicyVersion {
    let terms = state.inForce.changed(by: message.data)
    guard terms.hasRisingThresholds else { throw .thresholdsDoNotRise }
    state.inForce = terms
    state.added.append(terms)
    emission.publish(RewardsPolicyChanged(RewardsPolicy(terms)))
    return PolicyVersion(version: terms.version)
  }

  package func save(_ state: State) -> [Statement] {
    state.added.isEmpty ? [] : [PolicyStatements.insert(state.added, at: state.now)]
  }
}
