/// A day of the calendar, without a time and without a zone (M6).
///
/// On the wire it is the full-date of RFC 3339: `2026-11-23`.
public struct CalendarDay: ValidatedText {
  /// Days since 1970-01-01.
  public let daysSince1970: Int

  /// A day by its distance from 1970-01-01; one outside the years 1 to 9999 is the nearest inside.
  public init(daysSince1970: Int) {
    self.daysSince1970 = min(max(daysSince1970, Self.first), Self.last)
  }

  /// 0001-01-01 and 9999-12-31.
  private static let (first, last) = (-719_162, 2_932_896)

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
