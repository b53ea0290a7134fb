import Vocabulary

/// The zone in which a day begins where a vendor gives no time: Europe/Paris, as in the policies of the platform (M6).
///
/// A vendor's date without time is a day of the company that hires. It is a constant here, and no policy: a day that is
/// read again after a fix must come out the same.
enum PlatformZone {
  /// When a day begins.
  static func start(of day: CalendarDay) -> Timestamp {
    let midnight = Int64(day.daysSince1970) * 86_400
    let seconds = midnight - (isSummer(at: day) ? 7200 : 3600)
    return max(Timestamp(microseconds: seconds * 1_000_000), .earliest)
  }

  /// Whether summer time holds when a day begins: after the last Sunday of March, up to the last one of October, since
  /// the clocks change later in those nights (Directive 2000/84/EC).
  private static func isSummer(at day: CalendarDay) -> Bool {
    let year = day.rawValue.prefix(4)
    guard let march = CalendarDay("\(year)-03-31"), let october = CalendarDay("\(year)-10-31") else { return false }
    return sunday(upTo: march) < day.daysSince1970 && day.daysSince1970 <= sunday(upTo: october)
  }

  /// The last Sunday up to a day; 1970-01-01 was a Thursday.
  private static func sunday(upTo day: CalendarDay) -> Int {
    let weekday = (day.daysSince1970 + 4) % 7
    return day.daysSince1970 - (weekday < 0 ? weekday + 7 : weekday)
  }
}
