import Messages
import PostgreSQLClient
import Vocabulary

/// Statements on what is held, due and claimed now, each over an index of what is rare (W6, W9).
package enum OverviewStatements {
  /// What is held, by the reason.
  static let selectHeld: Statement = """
    select \(fragment: HeldBecauseColumn.value) as held_because, count(*), sum(r.amount_cents)::bigint
    from rewards.rewards r
    \(fragment: HeldBecauseColumn.join)
    where r.hold_reason is not null and r.reversed_at is null
    group by held_because
    order by held_because
    """

  /// What is to be paid, by what became of it.
  static let selectDue: Statement = """
    select 'planned' as state, count(*), coalesce(sum(amount_cents - set_off_cents), 0)::bigint
    from rewards.instalments
    where payout_id is null and cancelled_at is null and set_off_cents < amount_cents
    union all
    select 'requested', count(*), coalesce(sum(amount_cents), 0)::bigint
    from rewards.payouts
    where paid_at is null and cancelled_at is null and failed_at is null
    union all
    select 'failed', count(*), coalesce(sum(amount_cents), 0)::bigint
    from rewards.payouts
    where paid_at is null and cancelled_at is null and failed_at is not null
    """

  /// The claims that are open.
  static let selectClaims: Statement = """
    select
      count(*), coalesce(sum(remaining) filter (where unit = 'eur-cents'), 0)::bigint,
      coalesce(sum(remaining) filter (where unit = 'listing-credits'), 0)::bigint
    from rewards.claims
    where remaining > 0
    """

  /// What is due on the days of some spans, by the span's number, the day and the state; what was taken back is not.
  package static func selectDays(_ spans: [GetRewardsOverview]) -> Statement {
    """
    select asked.number, i.due_on::text, state.state, count(*), sum(i.amount_cents)::bigint
    from unnest(\(spans.map { $0.from?.rawValue }), \(spans.map { $0.days ?? GetRewardsOverview.defaultDays }))
      with ordinality as asked (first_day, days, number)
    join rewards.instalments i
      on i.due_on >= asked.first_day::date and i.due_on < asked.first_day::date + asked.days::integer
      and i.cancelled_at is null
    -- One look-up a part: nothing else bounds what is read by the days.
    left join lateral (
      select paid_at, failed_at
      from rewards.payouts
      where payout_id = i.payout_id
      limit 1
    ) as p on true
    cross join lateral (
      select case
        when i.payout_id is null then case when i.set_off_cents < i.amount_cents then 'planned' else 'paid' end
        when p.paid_at is not null then 'paid'
        when p.failed_at is not null then 'failed'
        else 'requested'
      end as state
    ) as state
    group by asked.number, i.due_on, state.state
    order by asked.number, i.due_on, state.state
    """
  }
}
