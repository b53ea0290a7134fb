import ConsoleDomain
import Testing
import Vocabulary

@Suite struct LiveDaysTests {
  private let today = CalendarDay(daysSince1970: 20_000)
  private var yesterday: CalendarDay { CalendarDay(daysSince1970: today.daysSince1970 - 1) }
  private var tomorrow: CalendarDay { CalendarDay(daysSince1970: today.daysSince1970 + 1) }

  private func joined(_ id: String) -> StaffEvent {
    StaffEvent(id: id, name: "member-joined", at: .now, story: id, details: [:], subject: "")
  }

  // What changes a value cannot be called within an expectation.
  private static func take(_ event: StaffEvent, of day: CalendarDay, _ days: inout LiveDays) -> Bool {
    days.take(event, of: day)
  }

  private static func insert(_ id: String, _ ids: inout RecentIDs) -> Bool { ids.insert(id) }

  @Test("What is delivered twice counts once, today's and yesterday's alike")
  func duplicates() {
    var days = LiveDays(today)
    #expect(Self.take(joined("a"), of: today, &days))
    #expect(Self.take(joined("a"), of: today, &days) == false)
    #expect(Self.take(joined("b"), of: yesterday, &days) == false)
    #expect(Self.take(joined("b"), of: yesterday, &days) == false)
    #expect(days.figures.members == 1)
    #expect(days.yesterday.members == 1)
    #expect(days.events.map(\.id) == ["a"])
  }

  @Test("At midnight the day's figures become yesterday's, and the list begins anew")
  func rollover() {
    var days = LiveDays(today)
    _ = days.take(joined("a"), of: today)
    days.turn(to: tomorrow)
    #expect(days.day == tomorrow)
    #expect(days.yesterday.members == 1)
    #expect(days.figures.members == 0)
    #expect(days.events.isEmpty)
    // What comes late belongs to the day on which it happened.
    #expect(Self.take(joined("b"), of: today, &days) == false)
    #expect(days.yesterday.members == 2)
    // And once more is once more no news.
    #expect(Self.take(joined("a"), of: tomorrow, &days) == false)
    #expect(days.figures.members == 0)
  }

  @Test("A day that nobody looked at is not taken for yesterday; time never goes back")
  func gap() {
    var days = LiveDays(today)
    _ = days.take(joined("a"), of: today)
    days.turn(to: CalendarDay(daysSince1970: today.daysSince1970 + 2))
    #expect(days.yesterday.members == 0)
    days.turn(to: today)
    #expect(days.day.daysSince1970 == today.daysSince1970 + 2)
    #expect(Self.take(joined("b"), of: today, &days) == false)
    #expect(days.yesterday.members == 0)
  }

  @Test("However much a day brings, the newest events and ids alone are kept, and all are counted")
  func bounds() {
    var days = LiveDays(today, limits: LiveDays.Limits(events: 100, ids: 1000))
    for number in 0..<5000 { _ = days.take(joined("\(number)"), of: today) }
    #expect(days.figures.members == 5000)
    #expect(days.events.count <= 125)
    #expect(days.events.last?.id == "4999")
    #expect(Self.take(joined("4500"), of: today, &days) == false)
    // Longer ago than the ids reach.
    #expect(Self.take(joined("0"), of: today, &days))
  }

  @Test("Ids are forgotten in the order in which they came")
  func ids() {
    var ids = RecentIDs(limit: 3)
    for id in ["a", "b", "c", "d"] { #expect(Self.insert(id, &ids)) }
    #expect(ids.count == 3)
    for id in ["b", "c", "d"] { #expect(Self.insert(id, &ids) == false) }
    #expect(Self.insert("a", &ids))
    #expect(Self.insert("c", &ids) == false)
    #expect(Self.insert("b", &ids))
  }

  @Test("Figures: a hire that several systems report is one, euros are summed")
  func figures() {
    var figures = DayFigures()
    func count(_ name: String, _ details: [String: Int] = [:], recommendation: String? = nil) {
      figures.count(.sample(name, numbers: details, texts: recommendation.map { ["recommendationId": $0] } ?? [:]))
    }
    count("hire-attributed", recommendation: "r1")
    count("hire-attributed", recommendation: "r1")
    count("hire-attributed", recommendation: "r2")
    count("reward-granted", ["amountCents": 50_000])
    count("reward-granted", ["amountCents": 25_000])
    count("reward-held", ["amountCents": 50_000])
    count("payout-requested", ["amountCents": 37_500])
    count("candidate-qualified")
    count("candidate-rejected")
    count("message-dead-lettered")
    #expect(figures.hires == 2)
    #expect(figures.grantedCents == 75_000)
    #expect(figures.payouts == 1)
    #expect(figures.payoutCents == 37_500)
    #expect(figures.interviews == 2)
    #expect(figures.deadLetters == 1)
    #expect(figures.events == 10)
  }
}
