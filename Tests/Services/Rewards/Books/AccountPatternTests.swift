import RewardsBooks
import Testing

@Suite("Patterns of accounts")
struct AccountPatternTests {
  @Test("without a star, an account and what lies under it; with one, what the star says; the rest is literal")
  func patterns() {
    #expect(AccountPattern("platform").likePatterns == ["platform", "platform:%"])
    #expect(AccountPattern("member:*:claim").likePatterns == ["member:%:claim"])
    #expect(AccountPattern(#"a_b%\*"#).likePatterns == [#"a\_b\%\\%"#])
  }
}
