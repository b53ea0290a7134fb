import MembersDomain
import Testing
import Vocabulary

@Suite("M3 The charter")
struct CharterTests {
  private let charter = Charter(ordinal: 1, version: "2012-02", inForceSince: Timestamp(microseconds: 1000))

  @Test("M3: only the version in force can be signed")
  func signing() {
    #expect(OnlyTheCharterInForceCanBeSigned.refusal(of: "2012-02", inForce: "2012-02") == nil)
    #expect(OnlyTheCharterInForceCanBeSigned.refusal(of: "2012-02", inForce: "2026-11") == .charterOutdated)
  }

  @Test("M3: a published version follows the one in force, and is later whatever the clocks say")
  func succession() throws {
    let next = try #require(charter.succeeded(by: "2026-11", at: Timestamp(microseconds: 500)))
    #expect(next == Charter(ordinal: 2, version: "2026-11", inForceSince: Timestamp(microseconds: 1001)))
    #expect(charter.succeeded(by: "2012-02", at: Timestamp(microseconds: 5000)) == nil)
  }
}
