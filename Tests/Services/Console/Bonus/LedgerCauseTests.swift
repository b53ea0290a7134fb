import ConsoleDomain
import Testing

@Suite("What a transaction was caused by")
struct LedgerCauseTests {
  @Test(
    "a cause's text says what happened, and whether it took that back",
    arguments: [
      ("hire:1:bonus:1", LedgerCause.Kind.bonus, false), ("hire:1:bonus:2:attribution:2:conflict:3", .bonus, false),
      ("hire:1:bonus:1:reversal", .bonus, true), ("hire:1:points:1", .hirePoints, false),
      ("hire:1:sponsor-share:1", .share, false), ("recommendation:1:qualified", .qualified, false),
      ("recommendation:1:qualified:2:reversal", .qualified, true), ("member:1:joined", .joined, false),
      ("member:1:visit:2026-11-29", .visit, false), ("payout:1:paid", .payment, false),
      ("payout:1:claim", .claim, false),
      ("claim:1:settled:1", .settlement, false), ("hire:1:bonus:2:set-off:4", .setOff, false),
      ("hire:1:bonus:2:set-off:4:reversal", .setOff, true), ("hire:1:bonus:1:set-off", .setOff, false),
      ("hire:1:bonus:1:used-credits", .usedCredits, false), ("offer:1:listing-credit", .creditUse, false),
      ("offer:1:claim", .usedCredits, false), ("something:else", .other, false), ("", .other, false),
    ])
  func causes(text: String, kind: LedgerCause.Kind, isReversal: Bool) {
    #expect(LedgerCause(text).kind == kind && LedgerCause(text).isReversal == isReversal)
  }
}
