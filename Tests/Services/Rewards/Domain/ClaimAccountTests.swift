import RewardsDomain
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("How claims end")
struct ClaimAccountTests {
  private func claim(_ amount: Int, of holder: Holder = .member(.make())) -> ClaimAccount {
    ClaimAccount(
      id: .make(), holder: holder, unit: .euroCents, amount: amount, openedAt: Timestamp(microseconds: 0),
      rewardID: .make(), originID: nil, payoutID: .make(), recommendationID: nil, policyVersion: 1)
  }

  @Test("W6: whatever is repaid and written off of it, in parts, the lines balance and come to the claim")
  func ends() {
    for seed in 1...2_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let holder: Holder = Bool.random(using: &generator) ? .member(.make()) : .charity(.make())
      let amount = Int.random(in: 1...100_000, using: &generator)
      var claim = claim(amount, of: holder)
      var balances: [Account: Int] = [.claim(holder): amount]
      var causes: Set<CauseID> = []
      while claim.remaining > 0 {
        let part = Int.random(in: 1...claim.remaining, using: &generator)
        #expect(claim.refusal(of: part) == nil, "seed \(seed)")
        #expect(claim.refusal(of: claim.remaining + 1) == .amount(atMost: claim.remaining), "seed \(seed)")
        let manner: ClaimManner = Bool.random(using: &generator) ? .repaid : .writtenOff
        let (cause, postings) = claim.settle(part, by: manner)
        #expect(causes.insert(cause).inserted, "each settlement is a cause of its own; seed \(seed)")
        #expect(postings.reduce(0) { $0 + $1.amount } == 0, "seed \(seed)")
        for posting in postings { balances[posting.account, default: 0] += posting.amount }
        #expect(balances[.claim(holder)] == claim.remaining, "seed \(seed)")
      }
      #expect(claim.refusal(of: 1) == .settled, "seed \(seed)")
      #expect(balances[.cash, default: 0] == claim.repaid, "seed \(seed)")
      #expect(balances[.claimsWrittenOff, default: 0] == claim.writtenOff, "seed \(seed)")
      #expect(claim.repaid + claim.writtenOff == amount, "seed \(seed)")
    }
  }

  @Test("W6: nothing is settled by nothing, by less or by more than remains")
  func bounds() {
    let claim = claim(10)
    for amount in [-1, 0, 11] { #expect(claim.refusal(of: amount) == .amount(atMost: 10)) }
    for amount in [1, 10] { #expect(claim.refusal(of: amount) == nil) }
  }

  @Test("W6, W8: what was written off is set off from there, what was not from the claim")
  func setOff() throws {
    let holder = Holder.member(.make())
    var payout = Payout(rewardID: .make(), holder: holder, amount: 50_000)
    payout.paidAt = Timestamp(microseconds: 1)
    payout.cancelledAt = Timestamp(microseconds: 2)
    let cause = CauseID.bonus(Hire(id: .make()), 2).setOff(against: payout.id)
    let claim = try #require(payout.claim(of: 50_000, writtenOff: 20_000, because: cause))
    #expect(claim.claimed == 30_000)
    #expect(
      Set(claim.setOffPostings) == [
        Posting(account: .payable(holder), unit: .euroCents, amount: 50_000),
        Posting(account: .claim(holder), unit: .euroCents, amount: -30_000),
        Posting(account: .claimsWrittenOff, unit: .euroCents, amount: -20_000),
      ])
  }

  @Test("W6: a payment can be from the year 2000 to a day ahead")
  func near() {
    let now = Timestamp("2026-11-29T12:00:00Z")!
    for text in ["2000-01-01T00:00:00Z", "2026-11-30T12:00:00Z", "2026-11-29T12:00:00Z"] {
      #expect(PaymentsAreNear.holds(Timestamp(text)!, at: now))
    }
    for text in ["1999-12-31T23:59:59Z", "2026-11-30T12:00:00.000001Z", "2126-11-29T12:00:00Z"] {
      #expect(!PaymentsAreNear.holds(Timestamp(text)!, at: now))
    }
  }

  @Test("W4, W10: one charity at most is designated, one that is not retired, and retiring it ends that")
  func designation() {
    var (one, other) = (Charity(id: .make(), name: "One"), Charity(id: .make(), name: "Other"))
    var designation = Designation()
    #expect(designation.change(of: one, to: true) && designation.charityID == one.id)
    #expect(designation.change(of: other, to: false) && designation.charityID == one.id)
    #expect(designation.change(of: other, to: true) && designation.charityID == other.id)
    #expect(designation.change(of: one, to: nil) && designation.charityID == other.id)
    other.isActive = false
    #expect(designation.change(of: other, to: nil) && designation.charityID == nil)
    one.isActive = false
    #expect(!designation.change(of: one, to: true) && designation.charityID == nil)
  }
}
