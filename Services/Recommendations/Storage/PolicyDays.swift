import MessageHandling
import PolicyVersions
import PostgreSQLClient
import Vocabulary

/// Which days instants are in the time zone of the members policy (H2).
package enum PolicyDays {
  /// The time zones as they are learnt.
  package static let timeZones = TimeZones(in: "recommendations")

  /// The days of some instants, and of those at which recommendations were attributed, by the policy in force at another.
  static func find(_ instants: Set<Timestamp>, andOf recommendations: MeantRecommendations, at now: Timestamp)
    -> Statement
  {
    """
    select asked.instant, to_char(asked.instant at time zone zone.time_zone, 'YYYY-MM-DD')
    from (
        select unnest(\(Array(instants))) as instant
        union
        select attributed_at
        from recommendations.recommendations
        where recommendation_id = any(array(\(fragment: recommendations.query)))
      ) as asked,
      \(fragment: timeZones.inForce(at: "\(now)")) as zone
    """
  }

  /// Decodes rows of `find`.
  static func days(_ rows: ResultSet) throws -> [Timestamp: CalendarDay] {
    Dictionary(try rows.decode((Timestamp, CalendarDay).self).map { ($0, $1) }) { first, _ in first }
  }
}
