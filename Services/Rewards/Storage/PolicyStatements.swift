import MessageHandling
import PolicyVersions
import PostgreSQLClient
import Vocabulary

extension PolicyStatements<RewardPolicy> {
  /// The version in force at an instant, those asked for by number, and those that some rewards were granted under.
  ///
  /// One asked for by number need not be in force then, nor ever: a quote is honoured that was made just before its version
  /// was withdrawn. The instant is that of the decision: books are rebuilt at the times of the messages (W5).
  func select(_ versions: Set<Int> = [], of rewards: [RewardID] = [], at now: Timestamp) -> Statement {
    """
    select \(fragment: columns)
    from rewards.policies
    where version = (
        select max(version) from rewards.policies where in_force_since <= \(now) and withdrawn_at is null
      )
      or version = any(\(versions.sorted()))
      or version in (select policy_version from rewards.rewards where reward_id = any(\(rewards)))
    order by version
    """
  }
}
