import Foundation
import TestStack
import Testing
import Vocabulary
import WebhooksDomain

@Suite("Times as vendors write them") struct StatedTimeTests {
  private func start(_ text: String) -> Reading {
    Vendor.standard.reading(StandardFixture.webhook(StandardFixture.hire.with(text, for: "2027-01-04")))
  }

  @Test("a day alone begins when it does in Paris, in summer and in winter, by another calendar")
  func days() throws {
    var paris = Calendar(identifier: .gregorian)
    paris.timeZone = try #require(TimeZone(identifier: "Europe/Paris"))
    var generator = SeededGenerator(seed: 12)
    // Some days of each year, and each of the weeks in which the clocks change.
    for year in 1997...2036 {
      var days = (0..<10).map { _ in
        (Int.random(in: 1...12, using: &generator), Int.random(in: 1...28, using: &generator))
      }
      for day in 24...31 { days += [(3, day), (10, day)] }
      for (month, day) in days {
        let text = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
        let date = try #require(paris.date(from: DateComponents(year: year, month: month, day: day)))
        #expect(start(text).hire?.startsAt == Timestamp(date), "\(text)")
      }
    }
  }

  @Test("one instant in whatever form it has one meaning")
  func forms() {
    for text in [
      "2027-01-04T09:00:00Z", "2027-01-04T10:00:00+01:00", "2027-01-04T10:00:00+0100", "2027-01-04T03:30:00-0530",
      "2027-01-04T10:00:00+01",
      "2027-01-04 09:00:00 UTC", "2027-01-04T09:00:00.000Z", " 2027-01-04T09:00:00Z ",
    ] {
      #expect(start(text).hire?.startsAt == Timestamp("2027-01-04T09:00:00Z")!, "\(text)")
    }
  }

  @Test("what has none, or two, is unclear")
  func none() {
    for text in [
      "2027-01-04T09:00:00", "2027-02-30", "2027-13-01", "04/01/2027", "20270104", "1798966800", "tomorrow",
      "2027-01-04T09:00:00 CET", "2027-01-04T25:00:00Z",
    ] {
      #expect(start(text).defect?.contains("`data.startsAt`") == true, "\(text)")
    }
  }
}
