import OffersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `offers.solicitations`.
enum SolicitationStatements {
  /// The limits that a wave obeys.
  struct Limits: Sendable {
    let maximumSize: Int?
    let perWeek: Int?
  }

  /// Makes waves of several offers wait for each other, where a budget counts solicitations across offers (O4).
  static let lockBudget: Statement =
    "select pg_advisory_xact_lock(hashtextextended('offers.solicitations_per_week', 0))"

  /// Solicits those whose turn it is and says who they are, in the order of their points.
  ///
  /// Eligible is who is active, covers the offer (O2), was not told of it (O4) and has budget left. Among the eligible
  /// it is the turn of the first level in the order given that has any (O3). Columns: member, level, position of the
  /// level, and how many of the level are eligible in all.
  static func solicit(_ due: WaveScheduleStatements.Due, limits: Limits, at now: Timestamp) -> Statement {
    """
    with eligible as materialized (
      select m.member_id, m.level, m.points, m.joined_at,
        array_position(\(due.schedule.turns), m.level) as turn
      from offers.members m
      where m.is_active
        and m.sectors && \(due.sector.ancestors) and m.zones && \(due.zone.ancestors)
        and \(fragment: isUntold("\(due.schedule.offerID)"))
        and \(fragment: hasBudget(limits.perWeek, at: now))
    ),
    whose_turn as (
      select e.*, count(*) over () as waiting
      from eligible e
      where e.turn = (select min(turn) from eligible)
      order by e.points desc, e.joined_at, e.member_id
      limit \(limits.maximumSize)
    ),
    solicited as (
      insert into offers.solicitations (offer_id, member_id, wave, level, solicited_at)
      select \(due.schedule.offerID), w.member_id, \(due.schedule.wave) + w.turn, w.level, \(now)
      from whose_turn w
    )
    select w.member_id, w.level, w.turn, w.waiting
    from whose_turn w
    order by w.points desc, w.joined_at, w.member_id
    """
  }

  /// When the first member who is kept from an offer by the budget alone may be solicited again; null where nobody is.
  static func firstBudgetFreed(_ due: WaveScheduleStatements.Due, perWeek: Int, at now: Timestamp) -> Statement {
    """
    select min(recent.solicited_at) + interval '7 days'
    from offers.members m
    cross join lateral (
      select s.solicited_at
      from offers.solicitations s
      where s.member_id = m.member_id and s.solicited_at > \(now)::timestamptz - interval '7 days'
      order by s.solicited_at desc
      offset greatest(\(perWeek) - 1, 0)
      limit 1
    ) recent
    where m.is_active
      and m.sectors && \(due.sector.ancestors) and m.zones && \(due.zone.ancestors)
      and \(perWeek) > 0
      and \(fragment: isUntold("\(due.schedule.offerID)"))
    """
  }

  /// Whether the member `m` was not told of an offer yet (O4).
  ///
  /// One look by the whole key for each member. As `not exists` the planner may make a join of it: where it believes that
  /// the offer has solicited hardly anybody, as it does of a table that has grown since its statistics, it reads all
  /// solicitations of the offer for each member.
  static func isUntold(_ offer: Statement) -> Statement {
    """
    (
      select true from offers.solicitations told
      where told.offer_id = \(fragment: offer) and told.member_id = m.member_id
      limit 1
    ) is null
    """
  }

  /// Whether the member `m` may be solicited once more this week: the seven days that end now.
  static func hasBudget(_ perWeek: Int?, at now: Timestamp) -> Statement {
    """
    (
      \(perWeek)::bigint is null
      or (
        select count(*)
        from offers.solicitations w
        where w.member_id = m.member_id and w.solicited_at > \(now)::timestamptz - interval '7 days'
      ) < \(perWeek)
    )
    """
  }
}
