import Messages
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling

/// Learns what hires pay, from now or from a date on; quotes from then on go by it (R7).
package struct RewardsPolicyChangedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<RewardsPolicyChanged>], in transaction: Transaction
  ) async throws -> [Int: BonusPolicy] {
    [:]
  }

  package func decide(
    _ message: Incoming<RewardsPolicyChanged>, on policies: inout [Int: BonusPolicy],
    emitting emission: inout Emission
  ) throws(Problem) {
    let policy = message.data
    policies[policy.version] = BonusPolicy(
      version: policy.version, beginner: policy.amounts.beginner, confirmed: policy.amounts.confirmed,
      expert: policy.amounts.expert, inForceFrom: policy.inForceFrom)
  }

  package func save(_ policies: [Int: BonusPolicy]) -> [Statement] {
    [PolicyStatements.insertBonus(Array(policies.values))]
  }
}
