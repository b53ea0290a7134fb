public import PostgreSQLClient
public import Vocabulary

/// The time zone that the members policy says, as a service finds it in its own schema.
///
/// PostgreSQL knows the time zones, and so every service and every statement has the same of them.
public struct PolicyTimeZone: Sendable {
  private let inForce: @Sendable (Timestamp) -> Statement

  /// `inForce` is a query of one row at an instant, among whose columns is `time_zone`, without parentheses.
  public init(inForce: @escaping @Sendable (Timestamp) -> Statement) {
    self.inForce = inForce
  }

  /// Asks when days begin, by the policy in force at an instant: a row for each day, with its first instant.
  ///
  /// Where the clock is put forward at midnight that is the instant after; where it is put back, the second midnight.
  package func begins(of days: [CalendarDay], at now: Timestamp) -> Statement {
    """
    select to_char(stated.day, 'YYYY-MM-DD'), (stated.day::timestamp at time zone zone.time_zone)
    from (select day::date from unnest(\(days)) as given (day)) as stated
    cross join (\(fragment: inForce(now))) as zone
    """
  }
}
