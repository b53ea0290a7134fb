import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on the time zone whose calendar years count: versions of the members policy.
enum TimeZoneStatements {
  /// The time zone in force at an instant: that of the decision, never the server's.
  static func inForce(at now: Timestamp) -> Statement {
    """
    (
      select time_zone
      from rewards.time_zones
      where in_force_since <= \(now) and version not in (select version from rewards.withdrawn_time_zones)
      order by version desc
      limit 1
    )
    """
  }

  /// Which of some names the time zone database has, as this service's PostgreSQL knows it.
  static func known(_ timeZones: [String]) -> Statement {
    "select z.name from pg_catalog.pg_timezone_names z where z.name = any(\(timeZones))"
  }

  /// Keeps versions; which is in force does not depend on the order of their arrival.
  ///
  /// One that came in force at once is kept with its instant, too: what happened before it may be told after it.
  static func insert(_ versions: [MembersPolicyChanged]) -> Statement {
    """
    insert into rewards.time_zones (version, time_zone, in_force_since)
    select version, time_zone, coalesce(in_force_since, '-infinity')
    from unnest(
      \(versions.map(\.version)), \(versions.map(\.timeZone)), \(versions.map { $0.inForceFrom ?? $0.inForceSince })
    ) as policy (version, time_zone, in_force_since)
    order by version
    on conflict (version) do nothing
    """
  }

  /// Keeps which versions were withdrawn.
  static func withdraw(_ versions: [Int]) -> Statement {
    """
    insert into rewards.withdrawn_time_zones (version)
    select * from unnest(\(versions))
    on conflict (version) do nothing
    """
  }
}
