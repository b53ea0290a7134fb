import RewardsDomain
import ServiceTesting
import TestStack
import Testing
import Vocabulary

/// Quotes and policies are validated; the rules come to an end that balances whatever they are.
@Suite("Rules at the bounds of amounts")
struct ExtremeAmountTests {
  private static let numbers = [
    Int.min, .min + 1, -1_000_000_000_000_001, -1, 0, 1, 3, 1_000_000_000, 1_000_000_000_000_001, .max - 1, .max,
  ]

  private func terms(_ number: () -> Int) -> RewardTerms {
    RewardTerms(
      version: 1,
      points: PointsScale(
        recommendationQualified: 0, candidateHired: Points(number()), sponsoredMemberJoined: 0, dailyVisit: 0),
      levels: LevelThresholds(
        beginner: Points(number()), confirmed: Points(number()), expert: Points(number())),
      amounts: BonusAmounts(beginner: Cents(number()), confirmed: Cents(number()), expert: Cents(number())),
      sponsorshipCents: Cents(number()), matchingCents: Cents(number()), listingCredits: number())
  }

  @Test("W3 to W5: whatever a quote says, each option settles to a transaction that balances, and its reversal")
  func settlements() {
    for seed in 1...2_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      func number() -> Int { Self.numbers.randomElement(using: &generator)! }
      let terms = terms(number)
      let charity = CharityID.make()
      let company = CompanyID.make()
      let option = RewardOption.allCases.randomElement(using: &generator)!
      let reward = Reward(
        kind: .recommendation, hireID: .make(), recommendationID: .make(), memberID: .make(), amount: Cents(number()),
        policyVersion: 1, isOwnCompany: Bool.random(using: &generator), cause: CauseID(rawValue: "test"),
        grantedAt: .now)
      let profile = MemberProfile(
        revision: 1, preference: RewardPreference(option: option, charityId: charity, companyId: company))
      let parties = RegisteredParties(charities: [charity], companies: [company], designated: charity)
      guard case .settled(let settlement) = reward.outcome(for: profile, among: parties, under: terms) else {
        Issue.record("seed \(seed)")
        continue
      }
      for settlement in [settlement, BonusSettlement(share: Cents(number()), to: .make())] {
        #expect(settlement.payables.allSatisfy { $0.amount > 0 }, "seed \(seed)")
        let transaction = LedgerTransaction(
          cause: reward.cause, messageID: .make(), recommendationID: nil, policyVersion: 1,
          postings: settlement.postings)
        #expect((transaction == nil) == settlement.postings.isEmpty, "seed \(seed)")
        #expect((transaction == nil) == (transaction?.reversal(becauseOf: .make()) == nil), "seed \(seed)")
      }
    }
  }

  @Test("W7, W8: whatever points and credits come, standing and balance stay where they can be told")
  func pointsAndCredits() {
    for seed in 1...2_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      func number() -> Int { Self.numbers.randomElement(using: &generator)! }
      let terms = terms(number)
      var standing = PointsStanding(points: Points(number()))
      var balance = CreditBalance(companyID: .make(), available: number(), claimed: 0)
      for _ in 1...10 {
        let points = Points(number())
        standing.add(points, under: terms)
        _ = Posting.points(points, to: .make())
        let setOff = balance.grant(number())
        let missing = balance.take(number())
        #expect(balance.available >= 0 && balance.claimed >= 0 && setOff >= 0 && missing >= 0, "seed \(seed)")
        #expect(balance.available == 0 || balance.claimed == 0, "seed \(seed)")
        _ = balance.claim(missing, because: CauseID(rawValue: "test"), of: nil)
      }
    }
  }
}
