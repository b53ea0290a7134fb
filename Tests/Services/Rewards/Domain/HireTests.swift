import RewardsDomain
import Testing
import Vocabulary

@Suite("Hires in force")
struct HireTests {
  private func instant(_ day: Int) -> Timestamp { Timestamp(microseconds: Int64(day) * 86_400_000_000) }

  private func attribution(sponsor: MemberID? = nil) -> Hire.Attribution {
    Hire.Attribution(
      recommendationID: .make(), memberID: .make(), sponsorID: sponsor, amount: 50_000, policyVersion: 1,
      isOwnCompany: false)
  }

  private func hire(on day: Int) -> Hire {
    Hire(id: .make(), attribution: attribution(), hiredAt: instant(day))
  }

  @Test("H1: a hire is in force when it was reported for later than it was withdrawn; a tie goes to the withdrawal")
  func inForce() {
    var hire = Hire(id: .make())
    #expect(!hire.isInForce)
    hire.report(attribution(), hiredAt: instant(10))
    #expect(hire.isInForce)
    hire.withdraw(at: instant(10))
    #expect(!hire.isInForce)
    hire.report(attribution(), hiredAt: instant(11))
    #expect(hire.isInForce)
  }

  @Test("H1: any order of the same reports makes the same hire")
  func order() {
    let attribution = attribution()
    let steps: [(inout Hire) -> Void] = [
      { $0.report(attribution, hiredAt: self.instant(1)) },
      { $0.withdraw(at: self.instant(2)) },
      { $0.report(attribution, hiredAt: self.instant(3)) },
      { $0.withdraw(at: self.instant(1)) },
    ]
    let id = HireID.make()
    var outcomes: Set<Hire> = []
    for order in permutations(of: Array(steps.indices)) {
      var hire = Hire(id: id)
      for step in order + order { steps[step](&hire) }
      outcomes.insert(hire)
    }
    #expect(outcomes.count == 1)
    #expect(outcomes.first?.isInForce == true)
  }

  @Test("W2: the share comes from the earliest hire, and stays with the one that earned it")
  func earliest() {
    let (early, late) = (hire(on: 1), hire(on: 2))
    var share = SponsorShare()
    #expect(share.dueHire(among: [late, early], sponsorLeftAt: nil) == early.id)
    share.earned = SponsorShare.Earned(rewardID: .make(), hireID: late.id)
    #expect(share.dueHire(among: [late, early], sponsorLeftAt: nil) == late.id)
  }

  @Test("W2: when the hire that earned it is withdrawn the share falls to the earliest other one, else it is re-armed")
  func withdrawn() {
    var earner = hire(on: 1)
    let (second, third) = (hire(on: 2), hire(on: 3))
    let share = SponsorShare(earned: SponsorShare.Earned(rewardID: .make(), hireID: earner.id))
    earner.withdraw(at: instant(4))
    #expect(share.dueHire(among: [third, earner, second], sponsorLeftAt: nil) == second.id)
    #expect(share.dueHire(among: [earner], sponsorLeftAt: nil) == nil)
  }

  @Test("W2: a sponsor who had left at the hire has no share in it")
  func leftSponsor() {
    let share = SponsorShare()
    #expect(share.dueHire(among: [hire(on: 5)], sponsorLeftAt: instant(5)) == nil)
    let before = hire(on: 4)
    #expect(share.dueHire(among: [hire(on: 5), before], sponsorLeftAt: instant(5)) == before.id)
  }
}

/// Every order of some items.
func permutations<Item>(of items: [Item]) -> [[Item]] {
  guard let first = items.first else { return [[]] }
  return permutations(of: Array(items.dropFirst())).flatMap { rest in
    (0...rest.count).map { position in
      var order = rest
      order.insert(first, at: position)
      return order
    }
  }
}
