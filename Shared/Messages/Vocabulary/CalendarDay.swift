/// A day of the calendar, without a time and without a zone (M6).
///
/// On the wire it is the full-date of RFC 3339: `2026-11-23`.
public struct CalendarDay: ValidatedText {
  /// Days since 1970-01-01.
  public let daysSince1970: Int

  /// A day by its distance from 1970-01-01.
  public init(daysSince1970: Int) {
    self.daysSince1970 = daysSince1970
  }

  /// Reads `YYYY-MM-DD`; nil for anything else.
  public init?(_ text: String) {
    guard text.utf8.count == 10, let midnight = Timestamp(text + "T00:00:00Z") else { return nil }
    self.daysSince1970 = Int(midnight.microseconds.flooredDivision(by: 86_400_000_000).quotient)
  }

  /// The text form, `YYYY-MM-DD`.
  public var rawValue: String {
    let (year, month, day) = civilDate(daysSince1970: Int64(daysSince1970))
    var text = ""
    text.append(digits: year, width: 4)
    text.append("-")
    text.append(digits: month, width: 2)
    text.append("-")
    text.append(digits: day, width: 2)
    return text
  }

  /// What to say of another text.
  public static var defect: String { "is not a day, YYYY-MM-DD" }

  /// Order of time.
  public static func < (left: Self, right: Self) -> Bool { left.daysSince1970 < right.daysSince1970 }
}
