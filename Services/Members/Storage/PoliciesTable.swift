import Messages
import PostgreSQLClient
import ServiceRuntime
import Vocabulary

/// Statements on `members.policies`.
enum PoliciesTable {
  /// The policy in force.
  static let inForce: Statement =
    """
    select p.version, p.invitation_validity_days, p.time_zone
    from members.policies p
    order by p.version desc
    limit 1
    """

  /// Which of some names the time zone database has.
  static func known(timeZones: [String]) -> Statement {
    "select z.name from pg_catalog.pg_timezone_names z where z.name = any(\(timeZones))"
  }

  static func insert(_ policies: [MembersPolicy], inForceSince: Timestamp) -> Statement {
    """
    insert into members.policies (version, invitation_validity_days, time_zone, in_force_since)
    select made.version, made.validity_days, made.time_zone, \(inForceSince)
    from unnest(
      \(policies.map(\.version)), \(policies.map(\.invitationValidityDays)), \(policies.map(\.timeZone))
    ) as made (version, validity_days, time_zone)
    """
  }

  /// Reads the answer to `inForce`.
  ///
  /// A migration made sure that there is one; throws `NothingInForce` where its row is gone.
  static func policy(_ rows: ResultSet) throws -> MembersPolicy {
    guard let row = rows.first else { throw NothingInForce(subject: "policy") }
    let (version, days, timeZone) = try row.decode((Int, Int, String).self)
    return MembersPolicy(version: version, invitationValidityDays: days, timeZone: timeZone)
  }
}
