import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// The time zone whose calendar years count, as a service learns it from the members policy (W6).
package typealias TimeZones = PolicyProjection<MembershipTerms>

extension TimeZones {
  /// The time zones that a service keeps in its schema.
  package init(in schema: SQLIdentifier) {
    self.init(
      in: schema, "time_zones", withdrawn: "withdrawn_time_zones", [KeptColumn("time_zone", \.timeZone)],
      timeZone: \MembershipTerms.timeZone)
  }

  /// The time zone in force, for days that messages give in place of instants.
  package var policyTimeZone: PolicyTimeZone {
    PolicyTimeZone { now in "select version.time_zone from \(fragment: inForce(at: "\(now)")) as version" }
  }

  /// Which of some names the time zone database has, as the service's PostgreSQL knows it.
  package static func select(_ names: [String]) -> Statement {
    "select z.name from pg_catalog.pg_timezone_names z where z.name = any(\(names))"
  }
}
