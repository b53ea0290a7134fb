import ConsoleDomain
import Messages
import Vocabulary

/// A month as a table of days, each with what is due on it.
struct DueCalendarView: Sendable {
  /// What is due on a day and became the same.
  struct Due: Sendable {
    let amount: String
    /// How many, and what became of them: read aloud, and shown.
    let label: String
    let tone: String
  }

  /// A day; of another month where it has no number.
  struct Day: Sendable {
    let number: String?
    /// The whole date, for whoever hears the number alone.
    let name: String?
    /// The parts that are due on it, where there are any.
    let address: String?
    let isToday: Bool
    let dues: [Due]
  }

  struct Week: Sendable { let days: [Day] }

  let title: String
  let weeks: [Week]
  let totals: [Due]
  let previous: String
  let next: String
  let previousTitle: String
  let nextTitle: String
  let isEmpty: Bool

  init(_ month: DueMonth, _ due: [GetRewardsOverview.DueDay], today: CalendarDay, _ visit: Visit) {
    title = Self.title(month, visit)
    let dues = Dictionary(grouping: due, by: \.dueOn)
    weeks = month.weeks.map { week in
      Week(
        days: week.map { day in
          guard let day else { return Day(number: nil, name: nil, address: nil, isToday: false, dues: []) }
          let dues = (dues[day] ?? []).map { Self.due($0.state, $0.count, $0.amountCents.rawValue, visit) }
          return Day(
            number: "\(day.daysSince1970 - month.first.daysSince1970 + 1)", name: visit.clock.text(day),
            address: dues.isEmpty ? nil : "/rewards/all?dueOn=\(day.rawValue)", isToday: day == today, dues: dues)
        })
    }
    totals = InstalmentState.allCases.compactMap { state in
      let same = due.filter { $0.state == state }
      guard !same.isEmpty else { return nil }
      return Self.due(
        state, same.reduce(0) { $0 + $1.count }, same.reduce(0) { $0 + $1.amountCents.rawValue }, visit)
    }
    previous = "/rewards?month=\(month.previous.text)#calendar"
    next = "/rewards?month=\(month.next.text)#calendar"
    previousTitle = Self.title(month.previous, visit)
    nextTitle = Self.title(month.next, visit)
    isEmpty = due.isEmpty
  }

  private static func due(_ state: InstalmentState, _ count: Int, _ cents: Int, _ visit: Visit) -> Due {
    let badge = RewardBadge(state, visit)
    let times = count == 1 ? "" : " × \(Money.number(count, in: visit.language))"
    return Due(amount: visit.euros(cents), label: badge.text + times, tone: badge.tone)
  }

  /// The month's name and year, which are what follows the number of its first day.
  private static func title(_ month: DueMonth, _ visit: Visit) -> String {
    String(visit.clock.text(month.first).drop { $0 != "\u{A0}" }.dropFirst())
  }
}
