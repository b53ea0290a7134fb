import AMQPClient
import CooptCommandLine
import Testing
import Vocabulary

@Suite("Places in the stream")
struct StreamStartTests {
  private static let now = Timestamp("2026-11-24T12:00:00Z") ?? .now

  @Test(
    "words, offsets, times and how long ago",
    arguments: [
      ("beginning", StreamStart.beginning), ("last", .last), ("next", .next), ("0", .offset(0)), ("42", .offset(42)),
      ("2026-11-24T10:00:00+01:00", .instant(Timestamp("2026-11-24T09:00:00Z") ?? .now)),
      ("90s", .instant(now.adding(seconds: -90))), ("2h", .instant(now.adding(seconds: -7200))),
      ("1d12h", .instant(now.adding(seconds: -129_600))), ("1w", .instant(now.adding(seconds: -604_800))),
    ])
  func read(text: String, start: StreamStart) throws {
    #expect(try StreamStart(text, now: Self.now) == start)
  }

  @Test("anything else is refused", arguments: ["", "first", "-1", "2y", "h", "2h3", "2026-11-24", "٣h"])
  func refused(text: String) {
    let failure = #expect(throws: CommandFailure.self) { try StreamStart(text) }
    #expect(failure?.status == .usage)
  }

  @Test("the broker is asked in its own words")
  func arguments() throws {
    #expect(StreamStart.beginning.argument == "first")
    #expect(StreamStart.offset(7).argument == 7)
    #expect(try StreamStart("2026-11-24T10:00:00.9Z").argument == .timestamp(1_795_514_400))
  }
}
