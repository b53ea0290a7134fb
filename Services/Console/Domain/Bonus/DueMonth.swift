public import Vocabulary

/// A month as a table of weeks, Monday first, with what is due on its days.
public struct DueMonth: Sendable {
  /// The first day.
  public let first: CalendarDay
  /// How many days it has.
  public let length: Int

  /// The month of a text such as `2026-11`; nil for anything else.
  public init?(_ text: String) {
    guard text.utf8.count == 7, let first = CalendarDay(text + "-01") else { return nil }
    self.init(of: first)
  }

  /// The month that a day lies in.
  public init(of day: CalendarDay) {
    let text = day.rawValue.prefix(8)
    first = CalendarDay(text + "01") ?? day
    let last = ["31", "30", "29", "28"].lazy.compactMap { CalendarDay(text + $0) }.first ?? first
    length = last.daysSince1970 - first.daysSince1970 + 1
  }

  /// As `2026-11`.
  public var text: String { String(first.rawValue.prefix(7)) }

  /// The day after the last is in the next one.
  public var next: DueMonth { DueMonth(of: CalendarDay(daysSince1970: first.daysSince1970 + length)) }

  /// The day before the first is in the one before.
  public var previous: DueMonth { DueMonth(of: CalendarDay(daysSince1970: first.daysSince1970 - 1)) }

  /// Its weeks of seven days each; nil for days of other months.
  public var weeks: [[CalendarDay?]] {
    // 1 January 1970 was a Thursday.
    let before = ((first.daysSince1970 + 3) % 7 + 7) % 7
    var days: [CalendarDay?] = Array(repeating: nil, count: before)
    days += (0..<length).map { CalendarDay(daysSince1970: first.daysSince1970 + $0) }
    days += Array(repeating: nil, count: (7 - days.count % 7) % 7)
    return stride(from: 0, to: days.count, by: 7).map { Array(days[$0..<$0 + 7]) }
  }
}
