import NotificationsDomain
import Testing
import Vocabulary

@Suite struct DeliveryRuleTests {
  private let now = Timestamp("2026-11-24T10:00:00Z")!
  private let patience = DeliveryPatience(attempts: 3, firstPause: 60)

  private func state(_ attempt: DeliveryAttempt, _ number: Int) -> DeliveryState {
    DeliveryState.after(attempt, number: number, at: now, patience: patience)
  }

  @Test("N4 what the server has taken is sent; what it will never take is given up at once")
  func final() {
    #expect(state(.accepted, 1) == .sent)
    #expect(state(.refused, 1) == .givenUp)
  }

  @Test("N4 each pause is four times the one before, and the last attempt gives up")
  func pauses() {
    #expect(state(.failed, 1) == .pending(until: now.adding(seconds: 60), counts: true))
    #expect(state(.failed, 2) == .pending(until: now.adding(seconds: 240), counts: true))
    #expect(state(.failed, 3) == .givenUp)
    #expect(DeliveryPatience(attempts: 99, firstPause: 60).pause(after: 90) == DeliveryPatience.longestPause)
  }

  @Test("N4 a server that is away costs no attempt, however often")
  func away() {
    let later = now.adding(seconds: 240)
    #expect(state(.serverAway(until: later), 3) == .pending(until: later, counts: false))
  }

  @Test("N4 who is written to: everybody but staff")
  func mailed() {
    for kind in NotificationKind.allCases {
      #expect(kind.isMailed == (kind.audience != "staff"))
    }
  }
}
