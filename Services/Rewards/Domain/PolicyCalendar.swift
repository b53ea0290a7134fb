package import Vocabulary

/// Which day instants are on where the platform is, by the time zone of its policy (W9).
package struct PolicyCalendar: Hashable, Sendable {
  /// The day of the decision.
  package let today: CalendarDay
  private let days: [Timestamp: CalendarDay]

  /// A calendar of the days that were looked up; any other instant is on its day in UTC.
  package init(at now: Timestamp, days: [Timestamp: CalendarDay] = [:]) {
    self.days = days
    today = days[now] ?? CalendarDay(now)
  }

  /// The day of an instant.
  package subscript(instant: Timestamp) -> CalendarDay { days[instant] ?? CalendarDay(instant) }
}

extension CalendarDay {
  /// The day of an instant in UTC.
  fileprivate init(_ instant: Timestamp) {
    let (days, left) = instant.microseconds.quotientAndRemainder(dividingBy: 86_400_000_000)
    self.init(daysSince1970: Int(left < 0 ? days - 1 : days))
  }

  /// The day some days later.
  func adding(days: Int) -> CalendarDay { CalendarDay(daysSince1970: daysSince1970 + days) }

  /// Its midnight in UTC, an instant that every program finds for it whatever it knows of time zones.
  package var midnightUTC: Timestamp { Timestamp(microseconds: Int64(daysSince1970) * 86_400_000_000) }
}
