import ConsoleDomain
import Testing
import Vocabulary

@Suite("How long somebody has waited") struct ElapsedTests {
  private let begin = Timestamp(microseconds: 1_700_000_000_000_000)

  @Test(
    "It is told in the one unit that matters",
    arguments: [
      (59.0, "moins d’une minute", "less than a minute"), (60, "1\u{A0}min", "1\u{A0}min"),
      (3599, "59\u{A0}min", "59\u{A0}min"), (3600, "1\u{A0}h", "1\u{A0}h"), (172_799, "47\u{A0}h", "47\u{A0}h"),
      (172_800, "2\u{A0}jours", "2\u{A0}days"), (864_000, "10\u{A0}jours", "10\u{A0}days"),
    ])
  func told(seconds: Double, french: String, english: String) {
    let end = begin.adding(seconds: seconds)
    #expect(Elapsed.text(from: begin, to: end, in: .french) == french)
    #expect(Elapsed.text(from: begin, to: end, in: .english) == english)
  }

  @Test("Clocks that differ a little make nobody wait for less than no time")
  func clocks() {
    #expect(Elapsed.text(from: begin, to: begin.adding(seconds: -90), in: .english) == "less than a minute")
  }

  @Test("Two days are long", arguments: [(172_799.0, false), (172_800, true)])
  func long(seconds: Double, isLong: Bool) {
    #expect(Elapsed.isLong(from: begin, to: begin.adding(seconds: seconds)) == isLong)
  }
}
