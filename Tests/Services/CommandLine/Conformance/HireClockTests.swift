import CooptConformance
import Messages
import Testing
import Vocabulary

@Suite("H1 as the kit looks at it")
struct HireClockTests {
  private static let start = Timestamp(microseconds: 1_790_000_000_000_000)

  @Test("H1: the later as-of instant counts in whatever order, and of a tie the withdrawal", arguments: 0..<50)
  func order(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let words = (0..<Int.random(in: 1...6, using: &random)).map { _ in
      (isHired: Bool.random(using: &random), day: Int.random(in: 0...3, using: &random))
    }
    let latest = words.map(\.day).max() ?? 0
    let expected = !words.contains { $0.day == latest && !$0.isHired }
    for _ in 0..<3 {
      var clock = HireClock()
      for word in words.shuffled(using: &random) {
        let asOf = Self.start.adding(seconds: Double(word.day) * 86_400)
        if word.isHired {
          clock.take(Self.report(asOf))
        } else {
          clock.take(Self.withdrawal(asOf))
        }
      }
      #expect(clock.isInForce == expected)
    }
  }

  @Test("H1: without asOf it is the earlier of the message's date and the envelope's time")
  func instant() {
    let (early, late) = (Self.start, Self.start.adding(seconds: 60))
    #expect(HireClock.asOf(nil, late, early) == early && HireClock.asOf(nil, early, late) == early)
    #expect(HireClock.asOf(nil, late, nil) == late && HireClock.asOf(late, early, early) == late)
    #expect(HireClock().isInForce == nil)
  }

  private static func report(_ asOf: Timestamp) -> CloudEvent<HireReported> {
    CloudEvent(
      source: "s", type: HireReported.messageType.description, time: start,
      data: HireReported(applicationId: "a", sourceSystem: "s", candidate: HiredCandidate(), hiredAt: start, asOf: asOf)
    )
  }

  private static func withdrawal(_ asOf: Timestamp) -> CloudEvent<HireWithdrawalReported> {
    CloudEvent(
      source: "s", type: HireWithdrawalReported.messageType.description, time: start,
      data: HireWithdrawalReported(applicationId: "a", sourceSystem: "s", withdrawnAt: start, asOf: asOf))
  }
}
