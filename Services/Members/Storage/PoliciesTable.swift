import Messages
import PolicyVersions
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `members.policies`.
enum PoliciesTable {
  private static let columns: Statement =
    """
    p.version, p.invitation_validity_days, p.time_zone, nullif(p.in_force_since, '-infinity') as in_force_since,
    p.decided_at, p.withdrawn_at is not null as is_withdrawn
    """

  /// The policy in force at an instant: that of the decision, never the server's.
  static func inForce(at now: Timestamp) -> Statement {
    """
    select \(fragment: columns)
    from members.policies p
    where p.in_force_since <= \(now) and p.withdrawn_at is null
    order by p.version desc
    limit 1
    """
  }

  /// Makes those wait for each other who change the policy, so that a cancellation sees all that it withdraws.
  static let lock: Statement = "select pg_advisory_xact_lock(hashtextextended('members.policies', 0))"

  /// Every version; there are few.
  static let all: Statement = "select \(fragment: columns) from members.policies p order by p.version"

  /// Which of some names the time zone database has.
  static func known(timeZones: [String]) -> Statement {
    "select z.name from pg_catalog.pg_timezone_names z where z.name = any(\(timeZones))"
  }

  static func insert(_ versions: [DatedVersion<MembersPolicy>]) -> Statement {
    """
    insert into members.policies (version, invitation_validity_days, time_zone, in_force_since, decided_at)
    select *
    from unnest(
      \(versions.map(\.number)), \(versions.map(\.terms.invitationValidityDays)), \(versions.map(\.terms.timeZone)),
      \(versions.map(\.inForceSince)), \(versions.map(\.decidedAt))
    )
    """
  }

  /// Withdraws versions that have not come in force.
  static func withdraw(_ versions: [Int], at now: Timestamp) -> Statement {
    "update members.policies set withdrawn_at = \(now) where version = any(\(versions)) and withdrawn_at is null"
  }

  /// Reads the answer to `inForce`.
  ///
  /// A migration made sure that there is one; throws `NothingInForce` where its row is gone.
  static func policy(_ rows: ResultSet) throws -> MembersPolicy {
    guard let row = rows.first else { throw NothingInForce(subject: "policy") }
    return try version(row).terms
  }

  /// Reads the answer to `all`, as things stand at an instant.
  static func schedule(_ rows: ResultSet, at now: Timestamp) throws -> PolicySchedule<MembersPolicy> {
    try PolicySchedule(try rows.map(version), at: now)
  }

  private static func version(_ row: Row) throws(PostgreSQLError) -> DatedVersion<MembersPolicy> {
    let (number, days, timeZone, inForceSince, decidedAt, isWithdrawn) = try row.decode(
      (Int, Int, String, Timestamp?, Timestamp?, Bool).self)
    return DatedVersion(
      number: number, inForceSince: inForceSince, decidedAt: decidedAt, isWithdrawn: isWithdrawn,
      terms: MembersPolicy(version: number, invitationValidityDays: days, timeZone: timeZone))
  }
}
