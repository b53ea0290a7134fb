import Messages
import PolicyVersions
import PostgreSQLClient
import Vocabulary

/// The statements on settled rewards.
enum RewardStatements {
  private static let timeZones = TimeZones(in: "notifications")

  /// Keeps whose rewards were settled, whether in the member's name, and what a charity gets of them from whom.
  static func keepSettled(_ events: [RewardSettled]) -> Statement {
    let matching = events.map { $0.cents { $0 == "platform:matching-expense" } }
    let toCharity = events.map { -$0.cents { $0.hasPrefix("charity:") && $0.hasSuffix(":payable") } }
    return """
      insert into notifications.rewards (
        reward_id, member_id, in_member_name, charity_id, donated_cents, matching_cents
      )
      select distinct on (reward_id) reward_id, member_id, in_member_name, charity_id, donated_cents, matching_cents
      from unnest(
        \(events.map(\.rewardId)), \(events.map(\.memberId)), \(events.map { $0.inMyName ?? false }),
        \(events.map(\.charityId)), \(zip(toCharity, matching).map { $0 - $1 }), \(matching)
      ) as reward (reward_id, member_id, in_member_name, charity_id, donated_cents, matching_cents)
      order by reward_id
      on conflict (reward_id) do update
      set member_id = excluded.member_id, in_member_name = excluded.in_member_name, charity_id = excluded.charity_id,
        donated_cents = excluded.donated_cents, matching_cents = excluded.matching_cents
      """
  }

  /// A payment to a member.
  struct Payment {
    let memberID: MemberID
    let rewardID: RewardID
    let payoutID: PayoutID
    let paidAt: Timestamp
  }

  /// Notes the payments that are the first of a member in a calendar year (W6), in the time zone in force when each was
  /// made.
  ///
  /// Gives back those payments and their years. Of several in one batch the earliest is the first.
  static func keepFirstOfYear(_ payments: [Payment]) -> Statement {
    """
    insert into notifications.tax_information (member_id, year, reward_id, payout_id, time_zone_version)
    select distinct on (payment.member_id, year) payment.member_id, year, payment.reward_id, payment.payout_id,
      zone.version
    from unnest(
      \(payments.map(\.memberID)), \(payments.map(\.rewardID)), \(payments.map(\.payoutID)), \(payments.map(\.paidAt))
    ) as payment (member_id, reward_id, payout_id, paid_at)
    cross join lateral \(fragment: timeZones.inForce(at: "payment.paid_at")) as zone
    cross join lateral (
      select extract(year from payment.paid_at at time zone zone.time_zone)::integer as year
    ) as calendar
    order by payment.member_id, year, payment.paid_at, payment.payout_id
    on conflict (member_id, year) do nothing
    returning payout_id, year
    """
  }
}

extension RewardSettled {
  /// What a settlement moves on some accounts.
  fileprivate func cents(on isMeant: (String) -> Bool) -> Int {
    lines.filter { $0.unit == .euroCents && isMeant($0.account) }.reduce(0) { $0 + $1.amount }
  }
}
