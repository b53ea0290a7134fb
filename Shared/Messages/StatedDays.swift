public import Vocabulary

/// Days that messages give where an instant belongs, and when each begins in the time zone of the policy.
///
/// A decoder knows no time zones. Where it is given one of these it reads a day as an instant: the day's begin where that is
/// known, else midnight in UTC for the while, and takes note of the day. Whoever reads then finds out when those days begin, and
/// reads again. It belongs to one reading, and so to one task.
public final class StatedDays {
  /// The days that were met and are not known, which stand at midnight in UTC so far.
  public private(set) var unknown: Set<CalendarDay> = []
  private let begins: [CalendarDay: Timestamp]

  /// Days whose begin is known; none at first.
  public init(_ begins: [CalendarDay: Timestamp] = [:]) {
    self.begins = begins
  }

  /// When a day begins; midnight in UTC where that is not known.
  func begin(of day: CalendarDay) -> Timestamp {
    if let begin = begins[day] { return begin }
    unknown.insert(day)
    return Timestamp(microseconds: Int64(day.daysSince1970) * 86_400_000_000)
  }
}
