import RewardsDomain
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("Properties of the rules, on random cases")
struct PropertyTests {
  private func day(_ day: Int) -> Timestamp { Timestamp(microseconds: Int64(day) * 86_400_000_000) }

  @Test("H1: a hire comes to the same whatever the order and number of its reports; the greatest of each decide")
  func hires() {
    for seed in 1...5_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let reported = (0..<Int.random(in: 0...5, using: &generator)).map { _ in Int.random(in: 1...9, using: &generator)
      }
      let withdrawn = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
        Int.random(in: 1...9, using: &generator)
      }
      let attribution = Hire.Attribution(
        recommendationID: .make(), memberID: .make(), sponsorID: nil, amount: 1, policyVersion: 1, isOwnCompany: false)
      let steps: [(inout Hire) -> Void] =
        reported.map { at in { $0.report(Hire.Report(attribution, hiredAt: day(at))) } }
        + withdrawn.map { at in { $0.withdraw(at: day(at)) } }
      let id = HireID.make()
      var outcomes: Set<Hire> = []
      for _ in 1...3 {
        var hire = Hire(id: id)
        for step in steps.shuffledAndRepeated(using: &generator) { step(&hire) }
        outcomes.insert(hire)
      }
      #expect(outcomes.count == 1, "seed \(seed)")
      #expect(outcomes.first?.isInForce == ((reported.max() ?? 0) > (withdrawn.max() ?? 0)), "seed \(seed)")
    }
  }

  @Test("H1, H4: once things are numbered the last one decides, in any order, and what has no number loses")
  func numbered() {
    for seed in 1...5_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let recommendations = (0..<2).map { _ in
        Hire.Attribution(
          recommendationID: .make(), memberID: .make(), sponsorID: nil, amount: 1, policyVersion: 1,
          isOwnCompany: false)
      }
      let told = (1...Int.random(in: 1...6, using: &generator)).map { revision in
        (
          revision: revision, kind: Int.random(in: 0...3, using: &generator),
          at: Int.random(in: 1...9, using: &generator)
        )
      }
      var steps: [(inout Hire) -> Void] = told.map { told in
        let (revision, kind, at) = told
        return { hire in
          switch kind {
          case 0, 1: hire.report(Hire.Report(recommendations[kind], hiredAt: day(at), revision: revision))
          case 2: hire.withdraw(at: day(at), revision: revision)
          default: hire.detach(at: day(at), revision: revision)
          }
        }
      }
      let before = Int.random(in: 1...9, using: &generator)
      steps += [
        { $0.report(Hire.Report(recommendations[0], hiredAt: day(before))) }, { $0.withdraw(at: day(10 - before)) },
      ]
      let last = told[told.count - 1]
      let id = HireID.make()
      for _ in 1...3 {
        var hire = Hire(id: id)
        for step in steps.shuffledAndRepeated(using: &generator) { step(&hire) }
        #expect(hire.isInForce == (last.kind < 2), "seed \(seed)")
        guard last.kind < 2 else { continue }
        #expect(hire.attribution == recommendations[last.kind] && hire.hiredAt == day(last.at), "seed \(seed)")
      }
    }
  }

  @Test("R6: the flag of a recommendation is that of the greatest revision, whatever tells it, in any order")
  func conflicts() {
    for seed in 1...5_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let flags = (0...Int.random(in: 0...5, using: &generator)).map { revision in
        ConflictOfInterest(isOwnCompany: Bool.random(using: &generator), revision: revision)
      }
      var bonus = Bonus()
      for flag in flags.shuffledAndRepeated(using: &generator) { _ = bonus.note(flag) }
      #expect(bonus.conflict == flags.last, "seed \(seed)")
    }
  }

  @Test("Q5: a qualification scores as the greatest revision says, in any order, and once at a time")
  func qualifications() {
    for seed in 1...5_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let decisions = (0...Int.random(in: 0...5, using: &generator)).map { revision in
        (revision: revision, isQualified: Bool.random(using: &generator))
      }
      var qualification = Qualification()
      var standing: Set<TransactionID> = []
      for decision in decisions.shuffledAndRepeated(using: &generator) {
        let effect = qualification.decide(isQualified: decision.isQualified, revision: decision.revision)
        switch effect {
        case .scores:
          let points = TransactionID.make()
          standing.insert(points)
          qualification.pointsTransactionID = points
        case .takesBack(let points):
          #expect(standing.remove(points) != nil, "seed \(seed)")
          qualification.pointsTransactionID = nil
        case nil: break
        }
        #expect(standing.count <= 1, "seed \(seed)")
      }
      #expect(standing.count == (decisions.last?.isQualified == true ? 1 : 0), "seed \(seed)")
    }
  }

  @Test("M5: members and persons that are linked in any order are one person, and no others are")
  func persons() {
    for seed in 1...5_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let members = (0..<6).map { _ in MemberID.make() }
      let humans = members.map { _ in Int.random(in: 0..<3, using: &generator) }
      // A human has persons that turned out to be one by a member who was told as each of them.
      let ids = (0..<3).map { _ in (0..<2).map { _ in PersonID.make() } }
      var links: [(MemberID, PersonID)] = []
      for (member, human) in zip(members, humans) {
        links.append((member, ids[human][Int.random(in: 0..<2, using: &generator)]))
      }
      for human in Set(humans) {
        guard let member = members.indices.first(where: { humans[$0] == human }) else { continue }
        links += ids[human].map { (members[member], $0) }
      }
      var persons = Persons()
      for (member, person) in links.shuffledAndRepeated(using: &generator) { persons.learn(member, is: person) }
      for (member, human) in zip(members, humans) {
        let same = zip(members, humans).filter { $0.1 == human }.map(\.0)
        #expect(Set(persons.memberships(of: member)).intersection(members) == Set(same), "seed \(seed)")
        #expect(Set(same.map { persons.key(of: $0) }).count == 1, "seed \(seed)")
        #expect(members.contains(persons.key(of: member)), "seed \(seed)")
      }
    }
  }

  @Test("W6, W8: a payout paid and cancelled in any order, over and over, leaves nothing payable and one claim")
  func payouts() {
    for seed in 1...5_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let amount = Cents(Int.random(in: 1...1_000_000, using: &generator))
      let holder: Holder = Bool.random(using: &generator) ? .member(.make()) : .charity(.make())
      let (isPaid, isCancelled) = (Bool.random(using: &generator), Bool.random(using: &generator))
      var payout = Payout(rewardID: .make(), holder: holder, amount: amount)
      var balances: [Account: Int] = [.payable(holder): -amount.rawValue]
      var claims: [Claim] = []
      let steps = (isPaid ? [true] : []) + (isCancelled ? [false] : [])
      for pays in steps.shuffledAndRepeated(using: &generator) where (pays ? payout.paidAt : payout.cancelledAt) == nil
      {
        if pays { payout.paidAt = day(1) } else { payout.cancelledAt = day(1) }
        // Cancelling follows the reversal, which mirrors what was owed.
        let reversal = Posting(account: .payable(holder), unit: .euroCents, amount: amount.rawValue)
        for posting in (pays ? payout.paymentPostings : [reversal]) + (payout.claim?.postings ?? []) {
          balances[posting.account, default: 0] += posting.amount
        }
        payout.claim.map { claims.append($0) }
      }
      let isClaim = isPaid && isCancelled
      #expect(claims.count == (isClaim ? 1 : 0), "seed \(seed)")
      #expect(balances[.claim(holder), default: 0] == (isClaim ? amount.rawValue : 0), "seed \(seed)")
      #expect(balances[.payable(holder)] == (isPaid || isCancelled ? 0 : -amount.rawValue), "seed \(seed)")
      #expect(balances[.cash, default: 0] == (isPaid ? -amount.rawValue : 0), "seed \(seed)")
    }
  }

  @Test("H1, W8: credits granted, used and revoked in any order come to one balance or one claim, never to both")
  func credits() {
    for seed in 1...5_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let granted = (0..<Int.random(in: 0...3, using: &generator)).map { _ in Int.random(in: 1...3, using: &generator) }
      let taken = (0..<Int.random(in: 0...6, using: &generator)).map { _ in -Int.random(in: 1...3, using: &generator) }
      var balance = CreditBalance(companyID: .make())
      var claimed = 0
      for credits in (granted + taken).shuffled(using: &generator) {
        if credits > 0 {
          claimed -= balance.claim(balance.grant(credits), because: .creditUse(.make()), of: nil)?.amount ?? 0
        } else {
          claimed += balance.claim(balance.take(-credits), because: .creditUse(.make()), of: nil)?.amount ?? 0
        }
        #expect(balance.available == 0 || balance.claimed == 0, "seed \(seed)")
        #expect(balance.claimed == claimed, "what was posted; seed \(seed)")
      }
      let left = (granted + taken).reduce(0, +)
      #expect(balance.available == max(0, left) && claimed == max(0, -left), "seed \(seed)")
    }
  }

  @Test("W3, W5: whatever option, bonus and terms, a settlement balances and hands out all of it and the addition only")
  func settlements() throws {
    for seed in 1...5_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let bonus = Cents(Int.random(in: 0...200_001, using: &generator))
      var terms = RewardTerms.standard
      terms.matchingCents = Cents(Int.random(in: 0...50_001, using: &generator))
      terms.listingCredits = Int.random(in: 0...9, using: &generator)
      let option = try #require(RewardOption.allCases.randomElement(using: &generator))
      let preference = RewardPreference(option: option, charityId: .make(), companyId: .make())
      let member = MemberID.make()
      let settlement = try #require(BonusSettlement(preference, of: bonus, to: member, under: terms))
      for unit in UnitOfAccount.allCases {
        #expect(settlement.postings.reduce(0) { $1.unit == unit ? $0 + $1.amount : $0 } == 0, "seed \(seed)")
      }
      let paid = settlement.payables.reduce(Cents(0)) { $0 + $1.amount }
      let expected: Cents = option == .listingCredits ? 0 : option == .donate ? bonus + terms.matchingCents : bonus
      #expect(paid == expected, "seed \(seed)")
      if option == .split {
        let toMember = settlement.payables.reduce(Cents(0)) { $1.holder == .member(member) ? $0 + $1.amount : $0 }
        #expect(toMember == Cents(bonus.rawValue / 2), "the odd cent is the charity's; seed \(seed)")
      }
      let credits = option == .listingCredits ? terms.listingCredits : 0
      #expect(settlement.creditGrant?.amount ?? 0 == credits, "seed \(seed)")
    }
  }

  @Test("W7, W8: points and level follow from what was awarded and not taken back, not from the order of it")
  func points() {
    for seed in 1...5_000 as ClosedRange<UInt64> {
      var generator = SeededGenerator(seed: seed)
      let awards = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        (points: Points(Int.random(in: 1...200, using: &generator)), isLost: Bool.random(using: &generator))
      }
      let kept = awards.reduce(Points(0)) { $1.isLost ? $0 : $0 + $1.points }
      for _ in 1...3 {
        var changes: [(at: Double, points: Points)] = []
        for award in awards {
          let at = Double.random(in: 0..<1, using: &generator)
          changes.append((at, award.points))
          if award.isLost { changes.append((Double.random(in: at.nextUp..<2, using: &generator), -award.points)) }
        }
        var standing = PointsStanding()
        for change in changes.sorted(by: { $0.at < $1.at }) { standing.add(change.points, under: .standard) }
        #expect(standing.points == kept, "seed \(seed)")
        #expect(standing.level == RewardTerms.standard.level(with: kept), "seed \(seed)")
      }
    }
  }
}
