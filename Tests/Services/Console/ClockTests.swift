import ConsoleDomain
import FoundationEssentials
import Testing
import Vocabulary

@Suite struct ClockTests {
  @Test(
    "A day begins where its zone says, on the days that clocks change, too",
    arguments: [
      ("2026-11-29", "2026-11-28T23:00:00Z"), ("2026-07-01", "2026-06-30T22:00:00Z"),
      ("2026-03-29", "2026-03-28T23:00:00Z"), ("2026-10-25", "2026-10-24T22:00:00Z"),
    ])
  func dayBegins(day: String, instant: String) throws {
    let clock = Clock(zone: try #require(TimeZone(identifier: "Europe/Paris")), language: .french)
    let day = try #require(CalendarDay(day))
    #expect(clock.begin(of: day) == Timestamp(instant))
    #expect(clock.day(of: clock.begin(of: day)) == day)
  }
}
