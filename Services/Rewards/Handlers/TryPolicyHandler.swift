import Messages
import PolicyVersions
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Says what would be different, had other terms always been in force; puts none in force.
package struct TryPolicyHandler: CommandHandler {
  /// The terms in force, and what each trial came to.
  package struct State: Sendable {
    fileprivate let inForce: RewardTerms
    fileprivate let findings: [PolicyTrial: PolicyTrialFindings]
  }

  package init() {}

  package func load(_ messages: [Incoming<TryRewardsPolicy>], in transaction: Transaction) async throws -> State {
    let now = messages[0].receivedAt
    let inForce = try Policies(try await transaction.query(RewardPolicy.statements.select(at: now)), at: now).inForce
    let trials = Array(Set(messages.compactMap { PolicyTrial($0.data, from: inForce) }))
    guard !trials.isEmpty else { return State(inForce: inForce, findings: [:]) }
    let results = try await transaction.query(
      PolicyTrialStatements.readingWholeTables(PolicyTrialStatements.select(trials)))
    let findings = try PolicyTrialStatements.findings(results[PolicyTrialStatements.position], of: trials)
    return State(inForce: inForce, findings: findings)
  }

  package func decide(
    _ message: Incoming<TryRewardsPolicy>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> TryRewardsPolicy.Result {
    guard let trial = PolicyTrial(message.data, from: state.inForce) else { throw .thresholdsDoNotRise }
    guard let findings = state.findings[trial] else { throw Problem(.internalError) }
    return TryRewardsPolicy.Result(
      version: state.inForce.version, points: findings.points, amountCents: findings.amountCents,
      membersChanged: findings.membersChanged, levelsChanged: findings.levelsChanged, members: findings.members,
      amountCentsChanges: findings.histogram?.amounts, pointsChanges: findings.histogram?.points,
      levelMoves: findings.histogram?.levels)
  }

  package static let changesNothing = true

  package func save(_ state: State) -> [Statement] { [] }
}

extension PolicyTrial {
  /// What the command tries.
  fileprivate init?(_ command: TryRewardsPolicy, from inForce: RewardTerms) {
    self.init(
      of: RewardPolicy.change(inForce, by: command.change, to: inForce.version + 1), since: command.since)
  }
}
