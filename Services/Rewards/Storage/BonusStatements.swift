import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Statements on what recommendations earn.
enum BonusStatements {
  /// Locks the bonuses of recommendations, where there was one already, in the order of their ids.
  ///
  /// Two first hires of one recommendation at the same time both find none: the second then breaks the primary key,
  /// and is tried again.
  static func lock(_ recommendations: [RecommendationID]) -> Statement {
    """
    select recommendation_id, grants, reward_id, points_transaction_id
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
      let (recommendation, grants, reward, points) = try row.decode(
        (RecommendationID, Int, RewardID?, TransactionID?).self)
      bonuses[recommendation] = Bonus(grants: grants, rewardID: reward, pointsTransactionID: points)
    }
    return bonuses
  }

  /// Adds first bonuses.
  static func insert(_ bonuses: [(RecommendationID, Bonus)]) -> Statement {
    """
    insert into rewards.bonuses (recommendation_id, grants, reward_id, points_transaction_id)
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
      points_transaction_id = changed.points_transaction_id
    from \(fragment: unnest(bonuses)) as changed (recommendation_id, grants, reward_id, points_transaction_id)
    where bonuses.recommendation_id = changed.recommendation_id
    """
  }

  private static func unnest(_ bonuses: [(RecommendationID, Bonus)]) -> Statement {
    """
    unnest(
      \(bonuses.map(\.0)),
      \(bonuses.map(\.1.grants)),
      \(bonuses.map(\.1.rewardID)),
      \(bonuses.map(\.1.pointsTransactionID))
    )
    """
  }
}
