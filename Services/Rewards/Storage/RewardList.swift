import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import Vocabulary

/// Rewards in pages, newest first: the answer to “where is my bonus?” (A1, W9).
package struct RewardList: PagedList {
  package init() {}

  package static let source: Statement = """
    rewards.rewards r
    left join rewards.charities c on c.charity_id = r.charity_id
    \(fragment: HeldBecauseColumn.join)
    """

  package static let columns: Statement = """
    r.reward_id, r.hire_id, r.member_id, r.kind, r.amount_cents, r.granted_at, r.option, c.name as charity_name,
    case when r.reversed_at is not null then 'reversed' when r.hold_reason is not null then 'held' else 'settled' end
      as state,
    \(fragment: HeldBecauseColumn.value) as held_because,
    array(\(fragment: parts("due_on::text"))) as part_days,
    array(\(fragment: parts("amount_cents"))) as part_cents,
    array(\(fragment: parts("state"))) as part_states
    """

  package static let instant: Statement = "r.granted_at"
  package static let id: Statement = "r.reward_id"

  /// Words of closed enumerations stand in the conditions, so that the planner finds the indexes that are for the rare ones.
  ///
  /// A share is never held.
  package static let filters: [ListFilter<ListRewards>] = [
    ListFilter("member_id", \.memberId, "r.member_id = q.member_id"),
    ListFilter(where: { $0.state == .held }, "r.hold_reason is not null and r.reversed_at is null"),
    ListFilter(where: { $0.state == .settled }, "r.hold_reason is null and r.reversed_at is null"),
    ListFilter(where: { $0.state == .reversed }, "r.reversed_at is not null"),
    ListFilter(where: { $0.kind == .recommendation }, "r.kind = 'recommendation'"),
    ListFilter(where: { $0.kind == .sponsorship && $0.state != .held }, "r.kind = 'sponsorship'"),
    ListFilter(where: { $0.kind == .sponsorship && $0.state == .held }, "false"),
    ListFilter(where: { $0.holdReason != nil }, "r.hold_reason is not null and r.reversed_at is null"),
    ListFilter("held_because", \.holdReason, "(\(fragment: HeldBecauseColumn.value)) = q.held_because"),
    // What is due on a day is looked up by the day: few, of all that was ever granted.
    ListFilter(
      "due_on", { $0.dueOn?.rawValue },
      "r.reward_id = any(array(select i.reward_id from rewards.instalments i where i.due_on = q.due_on::date))"),
  ]

  /// One column of a reward's parts, the earliest first.
  ///
  /// What a process of a version before settled has no parts: its instructions, one for each who gets of it, are shown instead.
  private static func parts(_ column: Statement) -> Statement {
    """
    select \(fragment: column)
    from (
      select
        i.due_on, i.amount_cents, i.position,
        case
          when i.cancelled_at is not null then 'reversed'
          when i.payout_id is null then case when i.set_off_cents < i.amount_cents then 'planned' else 'paid' end
          when p.paid_at is not null then 'paid'
          when p.failed_at is not null then 'failed'
          else 'requested'
        end as state
      from rewards.instalments i
      left join rewards.payouts p on p.payout_id = i.payout_id
      where i.reward_id = r.reward_id
      union all
      select
        (p.requested_at at time zone 'UTC')::date, p.amount_cents, p.sequence,
        case
          when r.reversed_at is not null then 'reversed'
          when p.paid_at is not null then 'paid'
          when p.failed_at is not null then 'failed'
          else 'requested'
        end
      from rewards.payouts p
      where p.reward_id = r.reward_id and (p.cancelled_at is null or r.reversed_at is not null)
        and not exists (select from rewards.instalments i where i.reward_id = r.reward_id)
    ) as parts
    order by due_on, position
    """
  }

  package func item(_ row: Row, at now: Timestamp) throws -> ListedReward {
    let days = try row["part_days", as: [CalendarDay].self]
    let cents = try row["part_cents", as: [Cents].self]
    let states = try row["part_states", as: [InstalmentState].self]
    return ListedReward(
      rewardId: try row["reward_id", as: RewardID.self],
      hireId: try row["hire_id", as: HireID.self],
      memberId: try row["member_id", as: MemberID.self],
      kind: try row["kind", as: RewardKind.self],
      amountCents: try row["amount_cents", as: Cents.self],
      currency: .euro,
      state: try row["state", as: ListedRewardState.self],
      holdReason: try row["state", as: ListedRewardState.self] == .held
        ? try row["held_because", as: HeldBecause?.self] : nil,
      grantedAt: try row["granted_at", as: Timestamp.self],
      option: try row["option", as: RewardOption?.self],
      charityName: try row["charity_name", as: String?.self],
      instalments: zip(days, zip(cents, states)).map {
        ListedInstalment(dueOn: $0, amountCents: $1.0, state: $1.1)
      })
  }
}

extension ListedRewardState: PostgreSQLDecodable {}
