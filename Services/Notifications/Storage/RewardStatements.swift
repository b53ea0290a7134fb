import Messages
import PolicyVersions
import PostgreSQLClient
import Vocabulary

/// The statements on settled rewards.
enum RewardStatements {
  private static let timeZones = TimeZones(in: "notifications")

  /// Keeps whose rewards were settled, and whether in the member's name.
  static func keepSettled(_ events: [RewardSettled]) -> Statement {
    """
    insert into notifications.rewards (reward_id, member_id, in_member_name)
    select distinct on (reward_id) reward_id, member_id, in_member_name
    from unnest(
      \(events.map(\.rewardId)), \(events.map(\.memberId)), \(events.map { $0.inMyName ?? false })
    ) as reward (reward_id, member_id, in_member_name)
    order by reward_id
    on conflict (reward_id) do update
    set member_id = excluded.member_id, in_member_name = excluded.in_member_name
    """
  }

  /// A settled reward, and when it was settled.
  struct SettledReward {
    let memberID: MemberID
    let rewardID: RewardID
    let settledAt: Timestamp
  }

  /// Notes the rewards that are the first of a member in a calendar year (W6), in the time zone in force when each was
  /// settled.
  ///
  /// Gives back those rewards and their years. Of several in one batch the earliest is the first.
  static func keepFirstOfYear(_ rewards: [SettledReward]) -> Statement {
    """
    insert into notifications.tax_information (member_id, year, reward_id, time_zone_version)
    select distinct on (reward.member_id, year) reward.member_id, year, reward.reward_id, zone.version
    from unnest(
      \(rewards.map(\.memberID)), \(rewards.map(\.rewardID)), \(rewards.map(\.settledAt))
    ) as reward (member_id, reward_id, settled_at)
    cross join lateral \(fragment: timeZones.inForce(at: "reward.settled_at")) as zone
    cross join lateral (
      select extract(year from reward.settled_at at time zone zone.time_zone)::integer as year
    ) as calendar
    order by reward.member_id, year, reward.settled_at, reward.reward_id
    on conflict (member_id, year) do nothing
    returning reward_id, year
    """
  }
}
