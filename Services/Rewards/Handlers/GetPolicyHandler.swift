import Messages
import PolicyVersions
import PostgreSQLClient
import RewardsDomain
import MessageHandling

/// Says what is earned by what, and what will be, to whoever asks ("consultables … à tout moment", W7).
package struct GetPolicyHandler: CommandHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<GetRewardsPolicy>], in transaction: Transaction
  ) async throws -> PolicySchedule<RewardTerms> {
    try PolicyStatements.schedule(
      try await transaction.query(PolicyStatements.all), at: messages[0].receivedAt)
  }

  package func decide(
    _ message: Incoming<GetRewardsPolicy>, on state: inout PolicySchedule<RewardTerms>,
    emitting emission: inout Emission
  ) throws(Problem) -> RewardsPolicy {
    var policy = RewardsPolicy(state.inForce)
    let upcoming = state.upcoming.map { RewardsPolicy($0) }
    policy.upcoming = upcoming.isEmpty ? nil : upcoming
    return policy
  }

  package static let changesNothing = true

  package func save(_ state: PolicySchedule<RewardTerms>) -> [Statement] { [] }
}
