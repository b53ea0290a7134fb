import PolicyVersions
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `offers.eligibility_changes`: who may have become eligible since the last look (O4).
enum EligibilityChangeStatements {
  /// Notes members whose profile, level or membership changed.
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

  /// Locks the open offers that some members, or everybody, may be eligible for and were not told of.
  ///
  /// A wave under way holds its offer's lock: behind it, the schedule is read as the wave left it, and nobody who came
  /// meanwhile is forgotten. The locks are taken in the order of the ids.
  static func lockOffers(to ids: [MemberID], everybody: Bool) -> Statement {
    """
    select o.offer_id
    from offers.offers o
    where o.state = 'published'
      and (
        \(everybody)
        or o.offer_id in (
          select target.offer_id
          from offers.members m
          join offers.offers target
            on target.state = 'published'
            and target.sector_ancestors && m.sectors and target.zone_ancestors && m.zones
          where m.member_id = any(\(ids)) and m.is_active
            and \(fragment: SolicitationStatements.isUntold("target.offer_id"))
        )
      )
    order by o.offer_id
    for no key update of o
    """
  }
}
