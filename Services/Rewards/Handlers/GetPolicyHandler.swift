import Messages
import PostgreSQLClient
import RewardsDomain
import ServiceRuntime

/// Says what is earned by what, to whoever asks ("consultables … à tout moment", W7).
package struct GetPolicyHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<GetRewardsPolicy>], in transaction: Transaction
  ) async throws -> RewardTerms {
    try Policies(try await transaction.query(PolicyStatements.select())).inForce
  }

  package func decide(
    _ message: Incoming<GetRewardsPolicy>, on state: inout RewardTerms, emitting emission: inout Emission
  ) throws(Problem) -> RewardsPolicy {
    RewardsPolicy(state)
  }

  package func save(_ state: RewardTerms) -> [Statement] { [] }
}
