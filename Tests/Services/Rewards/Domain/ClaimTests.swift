import RewardsDomain
import Testing
import Vocabulary

@Suite("Reversals and claims")
struct ClaimTests {
  @Test("W8: a reversal mirrors every line, names its original, and keeps recommendation and policy version")
  func reversal() throws {
    let original = try #require(
      LedgerTransaction(
        cause: .bonus(.make(), 1), messageID: .make(), recommendationID: .make(), policyVersion: 4,
        postings: [
          Posting(account: .bonusExpense, unit: .euroCents, amount: 7),
          Posting(account: .payable(.member(.make())), unit: .euroCents, amount: -7),
        ]))
    let message = MessageID.make()
    let reversal = try #require(original.reversal(becauseOf: message))
    #expect(reversal.postings.map(\.account) == original.postings.map(\.account))
    #expect(reversal.postings.map(\.amount) == original.postings.map { -$0.amount })
    #expect(reversal.reverses == original.id)
    #expect(reversal.messageID == message)
    #expect(reversal.recommendationID == original.recommendationID)
    #expect(reversal.policyVersion == 4)
    #expect(reversal.cause != original.cause)
  }

  @Test("W5: a transaction without lines is none")
  func empty() {
    let nothing = LedgerTransaction(
      cause: .joining(.make()), messageID: .make(), recommendationID: nil, policyVersion: 1,
      postings: Posting.points(0, to: .make()))
    #expect(nothing == nil)
  }

  @Test("W8: a payout is a claim when it is both paid and cancelled, whichever came first")
  func claim() {
    var payout = Payout(rewardID: .make(), holder: .member(.make()), amount: 5)
    #expect(!payout.isClaim)
    payout.cancelledAt = Timestamp(microseconds: 1)
    #expect(!payout.isClaim)
    payout.paidAt = Timestamp(microseconds: 2)
    #expect(payout.isClaim)
  }

  @Test("W8: credits taken beyond the balance are counted as missing, and the balance never turns negative")
  func credits() {
    var balance = CreditBalance(companyID: .make())
    balance.grant(3)
    #expect(balance.take(1) == 0)
    #expect(balance.take(3) == 1)
    #expect(balance.available == 0)
    #expect(balance.take(1) == 1)
  }
}
