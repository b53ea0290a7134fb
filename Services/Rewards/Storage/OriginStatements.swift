import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// Locks on what rewards are owed for, by who knows a payout only.
///
/// A bonus or a share has one row, whatever was granted for it; nobody grants anew while another holds it.
enum OriginStatements {
  /// Locks the bonuses and shares behind some payouts, in the same order as `HireBook`; each with the reward in force.
  static func lock(behind payouts: [PayoutID]) -> [Statement] {
    [
      """
      select recommendation_id, reward_id
      from rewards.bonuses
      where recommendation_id in (select origin_id from rewards.payouts where payout_id = any(\(payouts)))
      order by recommendation_id
      for update
      """,
      """
      select sponsored_member_id, reward_id
      from rewards.sponsor_shares
      where sponsored_member_id in (select origin_id from rewards.payouts where payout_id = any(\(payouts)))
      order by sponsored_member_id
      for update
      """,
      "select reward_id from rewards.payouts where payout_id = any(\(payouts))",
    ]
  }

  /// Some origins, and those of some bonuses.
  static func wanted(_ origins: [RewardOriginID], _ rewards: [RewardID]) -> Statement {
    """
    select unnest(\(origins))
    union
    select recommendation_id from rewards.rewards where reward_id = any(\(rewards)) and kind = 'recommendation'
    """
  }

  /// Reads what `lock` gave: the rewards that the payouts are of, those in force in their place, and the origins.
  static func locked(
    _ results: some Collection<ResultSet>
  ) throws(PostgreSQLError) -> (rewards: Set<RewardID>, origins: Set<RewardOriginID>) {
    var rewards: Set<RewardID> = []
    var origins: Set<RewardOriginID> = []
    for rows in results.prefix(2) {
      for (origin, reward) in try rows.decode((RewardOriginID, RewardID?).self) {
        origins.insert(origin)
        if let reward { rewards.insert(reward) }
      }
    }
    for rows in results.dropFirst(2) { rewards.formUnion(try rows.decode(RewardID.self)) }
    return (rewards, origins)
  }
}
