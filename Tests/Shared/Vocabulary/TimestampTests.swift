import Testing
import Vocabulary

@Suite("Timestamps")
struct TimestampTests {
  @Test(
    "RFC 3339 with any offset and any fraction is read, and written in UTC with as few digits as needed",
    arguments: [
      ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"), ("2026-11-23T10:00:00+01:00", "2026-11-23T09:00:00Z"),
      ("2026-11-23T10:00:00-05:30", "2026-11-23T15:30:00Z"), ("2026-11-23t10:00:00.5z", "2026-11-23T10:00:00.500Z"),
      ("2026-11-23 10:00:00.123456789Z", "2026-11-23T10:00:00.123456Z"),
      ("2026-11-23T10:00:00.000001Z", "2026-11-23T10:00:00.000001Z"), ("2024-02-29T23:59:60Z", "2024-03-01T00:00:00Z"),
      ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"), ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
      ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
      ("2000-03-01T00:00:00-00:00", "2000-03-01T00:00:00Z"),
      ("2026-11-23T10:00:00.1234567890Z", "2026-11-23T10:00:00.123456Z"),
    ])
  func forms(text: String, written: String) {
    #expect(Timestamp(text)?.description == written)
  }

  @Test(
    "anything else is no time",
    arguments: [
      "", "2026-11-23", "2026-11-23T10:00:00", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-11-23T24:00:00Z",
      "2026-11-23T10:00:00.Z", "2026-11-23T10:00:00+1:00", "2026-11-23T10:00:00Z ",
      "2026-1-23T10:00:00Z", "0000-01-01T00:00:00Z", "yesterday", "２026-11-23T10:00:00Z",
    ])
  func refused(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test("every day of four centuries survives text and back")
  func days() {
    for day in stride(from: Int64(-73_000), to: 73_000, by: 1) {
      let instant = Timestamp(microseconds: day * 86_400_000_000 + 43_200_000_001)
      guard Timestamp(instant.description) == instant else {
        Issue.record("\(instant)")
        return
      }
    }
  }

  @Test("a day is a date without time")
  func calendarDays() {
    #expect(CalendarDay("2026-11-23")?.rawValue == "2026-11-23")
    #expect(CalendarDay("2026-02-30") == nil)
    #expect(CalendarDay("2026-11-23T00:00:00Z") == nil)
    #expect(CalendarDay(daysSince1970: 0).rawValue == "1970-01-01")
  }

  @Test(
    "an instant that its offset takes out of the years 1 to 9999 is no time: it could not be written again",
    arguments: [
      "9999-12-31T23:59:59-05:00", "9999-12-31T23:59:60Z", "9999-12-31T23:59:59.999999-00:01",
      "0001-01-01T00:00:00+00:01", "0001-01-01T04:59:59+05:00",
    ])
  func outOfYears(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test("the first and the last instant can be read and written")
  func edges() {
    for edge in [Timestamp.earliest, .latest] { #expect(Timestamp(edge.description) == edge) }
    #expect(Timestamp.earliest.description == "0001-01-01T00:00:00Z")
    #expect(Timestamp.latest.description == "9999-12-31T23:59:59.999999Z")
  }

  @Test("however many seconds are added, there is a time that can be told")
  func adding() {
    let instants = [
      Timestamp(microseconds: 0), .earliest, .latest, Timestamp(microseconds: .min), Timestamp(microseconds: .max),
      .now,
    ]
    let seconds = [0, 1e300, -1e300, .infinity, -.infinity, .nan, 9.2e12, -9.2e12, 31_536_000.0 * 300_000]
    for instant in instants {
      for second in seconds {
        let sum = instant.adding(seconds: second)
        #expect(Timestamp(sum.description) == sum, "\(second)")
      }
    }
    #expect(Timestamp(microseconds: 0).adding(seconds: -1.5) == Timestamp(microseconds: -1_500_000))
    #expect(Timestamp(microseconds: 5).adding(seconds: 1e300) == .latest)
    #expect(Timestamp(microseconds: 5).adding(seconds: -1e300) == .earliest)
  }

  @Test("a day is one of the years 1 to 9999")
  func extremeDays() {
    #expect(CalendarDay(daysSince1970: .max).rawValue == "9999-12-31")
    #expect(CalendarDay(daysSince1970: .min).rawValue == "0001-01-01")
    #expect(CalendarDay("10000-01-01") == nil)
    #expect(CalendarDay("0000-12-31") == nil)
  }
}
