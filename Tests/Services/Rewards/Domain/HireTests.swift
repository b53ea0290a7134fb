import RewardsDomain
import Testing
import Vocabulary

@Suite("Hires in force")
struct HireTests {
  private func instant(_ day: Int) -> Timestamp { Timestamp(microseconds: Int64(day) * 86_400_000_000) }

  private let sponsor = MemberID.make()

  private func attribution(sponsor: MemberID? = nil) -> Hire.Attribution {
    Hire.Attribution(
      recommendationID: .make(), memberID: .make(), sponsorID: sponsor ?? self.sponsor, amount: 50_000,
      policyVersion: 1,
      isOwnCompany: false)
  }

  private func hire(on day: Int, of sponsor: MemberID? = nil, asOf: Int? = nil) -> Hire {
    Hire(
      id: .make(), attribution: attribution(sponsor: sponsor), hiredAt: instant(day), asOf: asOf.map { instant($0) })
  }

  private func nobodyLeft(_ member: MemberID) -> Timestamp? { nil }

  @Test("H1: a hire is in force when it was reported for later than it was withdrawn; a tie goes to the withdrawal")
  func inForce() {
    var hire = Hire(id: .make())
    #expect(!hire.isInForce)
    hire.report(Hire.Report(attribution(), hiredAt: instant(10)))
    #expect(hire.isInForce)
    hire.withdraw(at: instant(10))
    #expect(!hire.isInForce)
    hire.report(Hire.Report(attribution(), hiredAt: instant(11)))
    #expect(hire.isInForce)
  }

  @Test("H1: any order of the same reports makes the same hire")
  func order() {
    let attribution = attribution()
    let steps: [(inout Hire) -> Void] = [
      { $0.report(Hire.Report(attribution, hiredAt: self.instant(1))) },
      { $0.withdraw(at: self.instant(2)) },
      { $0.report(Hire.Report(attribution, hiredAt: self.instant(3))) },
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
    #expect(share.dueHire(among: [late, early], leftAt: nobodyLeft) == early.id)
    share.earned = SponsorShare.Earned(rewardID: .make(), hireID: late.id)
    #expect(share.dueHire(among: [late, early], leftAt: nobodyLeft) == late.id)
  }

  @Test("W2: when the hire that earned it is withdrawn the share falls to the earliest other one, else it is re-armed")
  func withdrawn() {
    var earner = hire(on: 1)
    let (second, third) = (hire(on: 2), hire(on: 3))
    let share = SponsorShare(earned: SponsorShare.Earned(rewardID: .make(), hireID: earner.id))
    earner.withdraw(at: instant(4))
    #expect(share.dueHire(among: [third, earner, second], leftAt: nobodyLeft) == second.id)
    #expect(share.dueHire(among: [earner], leftAt: nobodyLeft) == nil)
  }

  @Test("W2: a sponsor who had left at the hire has no share in it")
  func leftSponsor() {
    let share = SponsorShare()
    #expect(share.dueHire(among: [hire(on: 5)], leftAt: { _ in self.instant(5) }) == nil)
    let before = hire(on: 4)
    #expect(share.dueHire(among: [hire(on: 5), before], leftAt: { _ in self.instant(5) }) == before.id)
  }

  @Test("W2: whether a sponsor had left at the hire is asked as of the report, not of a start that is to come")
  func asOf() {
    let share = SponsorShare()
    #expect(share.dueHire(among: [hire(on: 9, asOf: 4)], leftAt: { _ in self.instant(5) }) != nil)
    #expect(share.dueHire(among: [hire(on: 4, asOf: 5)], leftAt: { _ in self.instant(5) }) == nil)
  }

  @Test("M5, W2: of two sponsors who brought one person the one of the earliest hire has the share, whoever came first")
  func twoSponsors() {
    let other = MemberID.make()
    let (early, middle, late) = (hire(on: 1), hire(on: 2, of: other), hire(on: 3))
    var share = SponsorShare()
    #expect(share.dueHire(among: [late, middle], leftAt: nobodyLeft) == middle.id)
    share.earned = SponsorShare.Earned(rewardID: .make(), hireID: middle.id)
    #expect(share.dueHire(among: [late, middle, early], leftAt: nobodyLeft) == early.id)
    share.earned = SponsorShare.Earned(rewardID: .make(), hireID: late.id)
    #expect(share.dueHire(among: [late, middle, early], leftAt: nobodyLeft) == late.id)
  }

  @Test("H4: a hire that is attributed to another recommendation counts its attributions, and its causes say so")
  func attributions() {
    var hire = Hire(id: .make())
    hire.report(Hire.Report(attribution(), hiredAt: instant(1), revision: 1))
    let first = CauseID.bonus(hire, 1)
    hire.detach(at: instant(2), revision: 2)
    #expect(!hire.isInForce)
    hire.report(Hire.Report(attribution(), hiredAt: instant(1), revision: 3))
    #expect(hire.isInForce && hire.attributions == 2)
    #expect(first.rawValue == "hire:\(hire.id):bonus:1")
    #expect(CauseID.bonus(hire, 1).rawValue == "hire:\(hire.id):bonus:1:attribution:2")
    #expect(CauseID.bonus(hire, 2, movedBy: 3).rawValue == "hire:\(hire.id):bonus:2:attribution:2:conflict:3")
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
