import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Statements on what recommendations earn.
enum BonusStatements {
  private static let columns: Statement = """
    recommendation_id, grants, reward_id, points_transaction_id, is_own_company, conflict_revision
    """

  /// Locks the bonuses of recommendations, where there was one already, in the order of their ids.
  ///
  /// Two first hires of one recommendation at the same time both find none: the second then breaks the primary key,
  /// and is tried again.
  static func lock(_ recommendations: [RecommendationID]) -> Statement {
    """
    select \(fragment: columns)
    from rewards.bonuses
    where recommendation_id = any(\(recommendations))
    order by recommendation_id
    for update
    """
  }

  /// Reads what `lock` gave.
  static func bonuses(_ rows: ResultSet) throws(PostgreSQLError) -> [RecommendationID: Bonus] {
    var bonuses: [RecommendationID: Bonus] = [:]
    for row in rows {
      let (recommendation, grants, reward, points, isOwnCompany, revision) = try row.decode(
        (RecommendationID, Int, RewardID?, TransactionID?, Bool?, Int?).self)
      var conflict: ConflictOfInterest?
      if let isOwnCompany, let revision {
        conflict = ConflictOfInterest(isOwnCompany: isOwnCompany, revision: revision)
      }
      bonuses[recommendation] = Bonus(
        grants: grants, rewardID: reward, pointsTransactionID: points, conflict: conflict)
    }
    return bonuses
  }

  /// Adds first bonuses.
  static func insert(_ bonuses: [(RecommendationID, Bonus)]) -> Statement {
    """
    insert into rewards.bonuses (\(fragment: columns))
    select * from \(fragment: unnest(bonuses))
    """
  }

  /// Writes bonuses that changed.
  static func update(_ bonuses: [(RecommendationID, Bonus)]) -> Statement {
    """
    update rewards.bonuses
    set
      grants = changed.grants,
      reward_id = changed.reward_id,
      points_transaction_id = changed.points_transaction_id,
      is_own_company = changed.is_own_company,
      conflict_revision = changed.conflict_revision
    from \(fragment: unnest(bonuses)) as changed (\(fragment: columns))
    where bonuses.recommendation_id = changed.recommendation_id
    """
  }

  private static func unnest(_ bonuses: [(RecommendationID, Bonus)]) -> Statement {
    """
    unnest(
      \(bonuses.map(\.0)),
      \(bonuses.map(\.1.grants)),
      \(bonuses.map(\.1.rewardID)),
      \(bonuses.map(\.1.pointsTransactionID)),
      \(bonuses.map(\.1.conflict?.isOwnCompany)),
      \(bonuses.map(\.1.conflict?.revision))
    )
    """
  }
}
