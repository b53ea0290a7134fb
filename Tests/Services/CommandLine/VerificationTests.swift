import CooptCommandLine
import RewardsBooks
import Testing

@Suite("The verdict on the books")
struct VerificationTests {
  private func verification(_ findings: [LedgerVerification.Finding]) -> LedgerVerification {
    LedgerVerification(
      counts: .init(transactions: 3, reversals: 1, entries: 6, balances: 2), findings: findings)
  }

  @Test("without a difference the last line says so")
  func zero() {
    let lines = verification([.init(check: "balanced", promise: "it sums to zero", count: 0, differences: [])]).lines
    #expect(
      lines == [
        "3 transactions (1 reversals), 6 entries, 2 balances", "ok  balanced  it sums to zero", "zero difference",
      ])
  }

  @Test("each difference is shown, and how many more there are")
  func differences() {
    let found = LedgerDifference(subject: "t eur-cents", expected: "0", found: "5")
    let lines = verification([.init(check: "balanced", promise: "p", count: 3, differences: [found])]).lines
    #expect(
      lines.suffix(5) == [
        "3 differ  balanced  p", "balanced:", "  t eur-cents: expected 0, found 5", "  and 2 more", "3 differences",
      ])
  }
}
