import CooptCommandLine
import Messages
import Testing

@Suite("What of a stream was asked for")
struct ReplayFilterTests {
  private func message(_ key: String, _ offset: Int64?, at time: String? = nil) -> ToldMessage {
    ToldMessage(
      routingKey: key, streamOffset: offset, event: .object(time.map { ["time": .string($0)] } ?? [:]))
  }

  @Test("only what a pattern means is shown")
  func patterns() throws {
    var filter = ReplayFilter(patterns: [try TopicPattern("staff.#"), try TopicPattern("*.*.x")], start: .beginning)
    let keys = ["staff.a", "member.1.x", "member.1.y", "staff"]
    #expect(keys.map { filter.takes(message($0, nil)) } == [true, true, false, true])
  }

  @Test("what a reconnect brings again is not shown again")
  func reconnect() {
    var filter = ReplayFilter(patterns: [.everything], start: .beginning)
    #expect([3, 4, 3, 4, 5].map { filter.takes(message("a", $0)) } == [true, true, false, false, true])
  }

  @Test("of the first chunk, what is older than the instant is left out")
  func chunk() throws {
    var filter = ReplayFilter(patterns: [.everything], start: try StreamStart("2026-11-24T10:00:00Z"))
    let times = ["2026-11-24T09:59:59.999Z", "2026-11-24T10:00:00Z", "2026-11-24T10:00:01Z"]
    #expect(times.enumerated().map { filter.takes(message("a", Int64($0), at: $1)) } == [false, true, true])
  }
}
