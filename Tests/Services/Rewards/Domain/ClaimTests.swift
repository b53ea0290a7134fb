import RewardsDomain
import Testing
import Vocabulary

@Suite("Reversals and claims")
struct ClaimTests {
  @Test("W8: a reversal mirrors every line, names its original, and keeps recommendation and policy version")
  func reversal() throws {
    let original = try #require(
      LedgerTransaction(
        cause: .bonus(Hire(id: .make()), 1), messageID: .make(), recommendationID: .make(), policyVersion: 4,
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
    #expect(balance.grant(3) == 0)
    #expect(balance.take(1) == 0)
    #expect(balance.take(3) == 1)
    #expect(balance.available == 0)
    #expect(balance.take(1) == 1)
    #expect(balance.claimed == 2)
  }

  @Test("H1, W8: credits that come in make up for missing ones first")
  func creditsMadeUp() {
    var balance = CreditBalance(companyID: .make())
    #expect(balance.take(4) == 4)
    #expect(balance.grant(3) == 3)
    #expect(balance.available == 0 && balance.claimed == 1)
    #expect(balance.grant(3) == 1)
    #expect(balance.available == 2 && balance.claimed == 0)
  }

  @Test("H1, W8: a set-off has the lines of the claim on the other sides, of the part that it sets off")
  func setOff() throws {
    let holder = Holder.member(.make())
    var payout = Payout(rewardID: .make(), holder: holder, amount: 50_000)
    let cause = CauseID.bonus(Hire(id: .make()), 2).setOff(against: payout.id)
    #expect(payout.claim(of: 20_000, because: cause) == nil)
    payout.paidAt = Timestamp(microseconds: 1)
    payout.cancelledAt = Timestamp(microseconds: 2)
    let claim = try #require(payout.claim(of: 20_000, because: cause))
    #expect(claim.cause == cause && claim.payoutID == payout.id)
    #expect(
      Set(claim.setOffPostings) == [
        Posting(account: .payable(holder), unit: .euroCents, amount: 20_000),
        Posting(account: .claim(holder), unit: .euroCents, amount: -20_000),
      ])
  }
}
