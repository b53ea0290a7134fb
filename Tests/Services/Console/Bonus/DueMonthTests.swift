import ConsoleDomain
import Testing
import Vocabulary

@Suite("A month as weeks")
struct DueMonthTests {
  @Test(
    "a month begins on its weekday, Monday first, and has its days",
    arguments: [
      ("2026-11", 30, 6, 6), ("2026-02", 28, 6, 5), ("2027-02", 28, 0, 4), ("2028-02", 29, 1, 5), ("2026-06", 30, 0, 5),
      ("1969-12", 31, 0, 5),
    ])
  func months(text: String, length: Int, before: Int, weeks: Int) throws {
    let month = try #require(DueMonth(text))
    #expect(month.length == length && month.text == text)
    let days = month.weeks.joined()
    #expect(month.weeks.count == weeks && month.weeks.allSatisfy { $0.count == 7 })
    #expect(days.prefix { $0 == nil }.count == before)
    #expect(days.compactMap(\.self).map(\.rawValue).first == "\(text)-01")
    #expect(days.compactMap(\.self).count == length)
  }

  @Test("the months of many years follow one another without a gap")
  func neighbours() throws {
    var month = try #require(DueMonth("1999-12"))
    for _ in 0..<600 {
      #expect(month.next.previous.text == month.text)
      #expect(month.next.first.daysSince1970 == month.first.daysSince1970 + month.length)
      month = month.next
    }
    #expect(month.text == "2049-12")
  }

  @Test("what is no month is none", arguments: ["2026-13", "2026", "2026-1", "", "2026-11-01", "abcd-ef"])
  func noMonth(text: String) { #expect(DueMonth(text) == nil) }
}
