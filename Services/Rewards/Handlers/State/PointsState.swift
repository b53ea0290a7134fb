import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// What awards of points need that stand alone: each cause scores once, whatever message repeats it.
package struct PointsState: Sendable {
  private var journal: Journal
  private var accounts: PointsAccounts
  private var scored: Set<CauseID>

  /// Locks the members' points and looks the causes up, and further ones that may have scored already.
  static func load(
    _ awards: [(member: MemberID, cause: CauseID)], and causes: [CauseID] = [], at now: Timestamp,
    in transaction: Transaction
  ) async throws -> PointsState {
    let members = Set(awards.map(\.member)).sorted()
    let results = try await transaction.query(
      PointsStatements.lock(members) + [
        LedgerStatements.selectCauses(awards.map(\.cause) + causes), RewardPolicy.statements.select(at: now),
      ])
    return PointsState(
      journal: Journal(at: now),
      accounts: PointsAccounts(
        try PointsStatements.standings(results[1]), under: try Policies(results[3], at: now).inForce),
      scored: Set(try results[2].decode(CauseID.self)))
  }

  /// Whether a cause scored before.
  func hasScored(_ cause: CauseID) -> Bool { scored.contains(cause) }

  /// Gives a member the points of an activity, unless this cause scored before.
  mutating func award(
    _ activity: ScoredActivity, to member: MemberID, for cause: CauseID, recommendation: RecommendationID? = nil,
    because message: MessageID, emitting emission: inout Emission
  ) {
    guard scored.insert(cause).inserted else { return }
    accounts.award(
      activity, to: member, for: cause, recommendation: recommendation, because: message, in: &journal,
      emitting: &emission)
  }

  /// What makes the awards true.
  var statements: [Statement] { journal.statements + accounts.statements }
}
