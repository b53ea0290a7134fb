import PolicyVersions
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `offers.eligibility_changes`: who may have become eligible since the last look (O4).
enum EligibilityChangeStatements {
  /// Notes members whose profile or membership changed.
  static func insert(_ ids: [MemberID]) -> Statement {
    "insert into offers.eligibility_changes (member_id) select * from unnest(\(ids))"
  }

  /// Notes that any member may become eligible when versions of the policy come in force, as when they raise a limit.
  ///
  /// A change that comes in force at once is due at once, as those of members are.
  static func insertEverybody(_ versions: [DatedVersion<WavePolicy.Terms>]) -> Statement {
    """
    insert into offers.eligibility_changes (member_id, policy_version, due_at)
    select null, * from unnest(\(versions.map(\.number)), \(versions.map(\.inForceFrom)))
    """
  }

  /// Forgets what was noted of versions of the policy that were withdrawn.
  static func delete(ofVersions versions: [Int]) -> Statement {
    "delete from offers.eligibility_changes where policy_version = any(\(versions))"
  }

  /// Takes noted members whose change is due, as many as said; null stands for everybody.
  static func take(limit: Int, at now: Timestamp) -> Statement {
    """
    delete from offers.eligibility_changes c
    where c.change_id in (
      select d.change_id
      from offers.eligibility_changes d
      where d.due_at is null or d.due_at <= \(now)
      order by d.change_id
      limit \(limit)
      for update skip locked
    )
    returning c.member_id
    """
  }

  /// Locks the open offers that some members may be eligible for, were not told of, and that nothing else tells them of: those
  /// whose waves rest.
  ///
  /// Each member's offers are found by the codes that cover them, in the index; as a plain join the planner may read every
  /// offer for each member, whose codes it does not know. A wave under way holds its offer's lock: behind it, the schedule is
  /// read as the wave left it, and nobody who came meanwhile is forgotten. The locks are taken in the order of the ids.
  static func lockOffers(to ids: [MemberID], delay: Double, at now: Timestamp) -> Statement {
    """
    with woken as materialized (
      select distinct target.offer_id
      from offers.members m
      cross join lateral (
        select o.offer_id
        from offers.offers o
        where o.state = 'published' and o.sector_ancestors && m.sectors and o.zone_ancestors && m.zones
        offset 0
      ) target
      where m.member_id = any(\(ids)) and m.is_active
        and (
          select \(fragment: WaveScheduleStatements.mayRest(delay: delay, at: now))
          from offers.wave_schedules s
          where s.offer_id = target.offer_id
        )
        and \(fragment: SolicitationStatements.isUntold("target.offer_id"))
    )
    select o.offer_id
    from offers.offers o
    where o.offer_id = any(array(select w.offer_id from woken w)) and o.state = 'published'
    order by o.offer_id
    for no key update of o
    """
  }

  /// Locks all open offers whose waves rest: everybody may be eligible for them.
  static func lockOffersToEverybody(delay: Double, at now: Timestamp) -> Statement {
    """
    select o.offer_id
    from offers.offers o
    join offers.wave_schedules s on s.offer_id = o.offer_id
    where o.state = 'published' and \(fragment: WaveScheduleStatements.mayRest(delay: delay, at: now))
    order by o.offer_id
    for no key update of o
    """
  }
}
