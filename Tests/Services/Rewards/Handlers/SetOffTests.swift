import Messages
import PostgreSQLClient
import RewardsDomain
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Claims that are set off against what is owed for the same again")
struct SetOffTests {
  private let member = MemberID.make()
  private let sponsor = MemberID.make()
  private let charity = CharityID.make()
  private let company = CompanyID.make()
  private let hire = HireID.make()
  private let recommendation = RecommendationID.make()

  private func report(day: Int) -> HireAttributed { .hire(hire, of: recommendation, by: member, day: day) }
  private var withdrawal: HireWithdrawn { .withdrawal(of: hire, day: 12) }

  @Test("H1, W8: a bonus paid, withdrawn and reported again is paid once, whether finance is heard before or after")
  func paidOnce() async throws {
    enum Step: CaseIterable { case withdraw, reportAgain, pay }
    let orders: [[Step]] = [
      [.pay, .withdraw, .reportAgain], [.withdraw, .pay, .reportAgain], [.withdraw, .reportAgain, .pay],
      [.reportAgain, .withdraw, .pay], [.pay, .reportAgain, .withdraw], [.reportAgain, .pay, .withdraw],
    ]
    for order in orders {
      try await ServiceDatabase.with(RewardsService.definition) { database in
        try await database.join(member, RewardPreference(option: .toMember))
        let payouts = try await database.report([report(day: 10)]).events(PayoutRequested.self).map(\.payoutId)
        var open = Set(payouts)
        for step in order {
          switch step {
          case .withdraw:
            open.subtract(try await database.withdraw([withdrawal]).events(PayoutCancelled.self).map(\.payoutId))
          case .reportAgain:
            open.formUnion(try await database.report([report(day: 14)]).events(PayoutRequested.self).map(\.payoutId))
          case .pay:
            let told = try await database.confirm(payouts)
            open.subtract(payouts)
            open.subtract(try told.events(PayoutCancelled.self).map(\.payoutId))
          }
        }
        let balances = try await database.balances().filter { $0.key.hasSuffix("eur-cents") }
        #expect(
          balances == ["platform:cash eur-cents": -50_000, "platform:bonus-expense eur-cents": 50_000], "\(order)")
        #expect(open.isEmpty, "finance has nothing more to pay: \(order)")
      }
    }
  }

  @Test("W2, W8: a share that falls to another hire is not paid again; withdrawn too, it is claimed")
  func share() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let (first, second) = (
        HireAttributed.hire(by: member, sponsor: sponsor, day: 10),
        HireAttributed.hire(by: member, sponsor: sponsor, day: 11)
      )
      let share = try await database.report([first]).events(PayoutRequested.self)
      try await database.confirm(share.map(\.payoutId))
      try await database.report([second])
      let moved = try await database.withdraw([.withdrawal(of: first.hireId, day: 20)])
      #expect(try moved.events(ClaimOpened.self).map(\.amount) == [25_000])
      let setOff = try #require(try moved.events(ClaimSetOff.self).first)
      #expect(setOff.amount == 25_000 && setOff.payoutId == share.first?.payoutId)
      #expect(setOff.holder == AccountHolder(kind: .member, id: sponsor.description))
      #expect(try moved.events(PayoutRequested.self).isEmpty)
      #expect(try await database.balances()["member:\(sponsor):claim eur-cents"] == nil)
      #expect(try await database.balances()["member:\(sponsor):payable eur-cents"] == nil)

      let lost = try await database.withdraw([.withdrawal(of: second.hireId, day: 20)])
      let claim = try #require(try lost.events(ClaimOpened.self).first)
      #expect(claim.amount == 25_000 && claim.payoutId == share.first?.payoutId)
      #expect(try await database.balances()["member:\(sponsor):claim eur-cents"] == 25_000)
      #expect(
        try await database.count(
          """
          select count(*)::int8
          from rewards.ledger_transactions as reversal
          join rewards.ledger_transactions as original
            on original.transaction_id = reversal.reverses_transaction_id
          where reversal.transaction_id = \(claim.claimId) and original.transaction_id = \(setOff.setOffId)
          """) == 1)
    }
  }

  @Test("W3, W8: what is owed to another holder, or is more, is paid; what stays over is claimed on")
  func parts() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register(charity)
      try await database.join(member)
      let held = try await database.report([report(day: 10)]).events(RewardGranted.self).map(\.rewardId)
      let split = ChooseOption(rewardId: try #require(held.first), option: .split, charityId: charity)
      let payouts = try await database.choose(split).events(PayoutRequested.self)
      try await database.confirm(payouts.map(\.payoutId))
      try await database.withdraw([withdrawal])
      // All of it for the member this time: half of it is paid already, and the charity's half stays claimed.
      let again = try await database.report([report(day: 14)]).events(RewardGranted.self).map(\.rewardId)
      let chosen = try await database.choose(ChooseOption(rewardId: try #require(again.first), option: .toMember))
      #expect(try chosen.events(ClaimSetOff.self).map(\.amount) == [25_000])
      #expect(try chosen.events(PayoutRequested.self).map(\.amountCents) == [25_000])
      let balances = try await database.balances()
      #expect(balances["member:\(member):payable eur-cents"] == -25_000)
      #expect(balances["member:\(member):claim eur-cents"] == nil)
      #expect(balances["charity:\(charity):claim eur-cents"] == 25_000)
    }
  }

  @Test("W6, W8: a payment heard of late is set off against what is still to be paid; the rest is asked for anew")
  func late() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register(charity)
      try await database.join(member)
      let held = try await database.report([report(day: 10)]).events(RewardGranted.self).map(\.rewardId)
      let split = ChooseOption(rewardId: try #require(held.first), option: .split, charityId: charity)
      let half = try #require(
        try await database.choose(split).events(PayoutRequested.self).first { $0.beneficiary.kind == .member })
      try await database.withdraw([withdrawal])
      let again = try await database.report([report(day: 14)]).events(RewardGranted.self).map(\.rewardId)
      let money = ChooseOption(rewardId: try #require(again.first), option: .toMember)
      let whole = try #require(try await database.choose(money).events(PayoutRequested.self).first)
      let late = try await database.confirm([half.payoutId])
      #expect(try late.events(PayoutCancelled.self).map(\.payoutId) == [whole.payoutId])
      let rest = try #require(try late.events(PayoutRequested.self).first)
      #expect(rest.amountCents == 25_000 && rest.payoutId != whole.payoutId && rest.rewardId == whole.rewardId)
      #expect(try await database.balances()["member:\(member):payable eur-cents"] == -25_000)
      #expect(try await database.balances()["member:\(member):claim eur-cents"] == nil)

      // Finance paid the cancelled one all the same: that settles the rest, and half of it too much is claimed.
      let paid = try await database.confirm([whole.payoutId])
      #expect(try paid.events(PayoutCancelled.self).map(\.payoutId) == [rest.payoutId])
      #expect(try await database.balances()["member:\(member):payable eur-cents"] == nil)
      #expect(try await database.balances()["member:\(member):claim eur-cents"] == 25_000)
      #expect(try await database.balances()["platform:cash eur-cents"] == -75_000)

      // And the rest as well.
      try await database.confirm([rest.payoutId])
      #expect(try await database.balances()["member:\(member):claim eur-cents"] == 50_000)

      // When the hire is withdrawn again, all that was paid is claimed.
      try await database.withdraw([.withdrawal(of: hire, day: 16)])
      #expect(try await database.balances()["member:\(member):payable eur-cents"] == nil)
      #expect(try await database.balances()["member:\(member):claim eur-cents"] == 100_000)
    }
  }

  @Test("W8: the same again and again: paid once, claimed while withdrawn, set off while in force")
  func again() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      let payouts = try await database.report([report(day: 1)]).events(PayoutRequested.self).map(\.payoutId)
      try await database.confirm(payouts)
      for round in 1...4 {
        try await database.withdraw([.withdrawal(of: hire, day: 2 * round)])
        #expect(try await database.balances()["member:\(member):claim eur-cents"] == 50_000)
        let again = try await database.report([report(day: 2 * round + 1)])
        #expect(try again.events(PayoutRequested.self).isEmpty)
        #expect(try await database.balances()["member:\(member):claim eur-cents"] == nil)
        #expect(try await database.balances()["member:\(member):payable eur-cents"] == nil)
      }
    }
  }

  @Test("W8: a claim stays when another recommendation of the member pays; nobody's money is kept back for it")
  func anotherRecommendation() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      let payouts = try await database.report([report(day: 10)]).events(PayoutRequested.self).map(\.payoutId)
      try await database.confirm(payouts)
      try await database.withdraw([withdrawal])
      let other = try await database.report([.hire(by: member)])
      #expect(try other.events(PayoutRequested.self).map(\.amountCents) == [50_000])
      #expect(try other.events(ClaimSetOff.self).isEmpty)
      #expect(try await database.balances()["member:\(member):claim eur-cents"] == 50_000)
    }
  }

  @Test("H1, O6: credits that a company gets make up for those that it owes, as they do where offers are paid")
  func listingCredits() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register([company])
      try await database.join(member, RewardPreference(option: .listingCredits, companyId: company))
      try await database.report([report(day: 10)])
      try await database.publish([.make(), .make()], of: company)
      try await database.withdraw([withdrawal])
      #expect(try await database.balances()["company:\(company):claim listing-credits"] == 2)
      let again = try await database.report([report(day: 14)])
      let setOff = try #require(try again.events(ClaimSetOff.self).first)
      #expect(setOff.amount == 2 && setOff.unit == .listingCredits && setOff.payoutId == nil)
      #expect(try again.events(ListingCreditsGranted.self).map(\.credits) == [3])
      #expect(try await database.balances()["company:\(company):claim listing-credits"] == nil)
      #expect(try await database.balances()["company:\(company):listing-credits listing-credits"] == -1)
      try await database.withdraw([.withdrawal(of: hire, day: 16)])
      #expect(try await database.balances()["company:\(company):claim listing-credits"] == 2)
      #expect(try await database.balances()["company:\(company):listing-credits listing-credits"] == nil)
    }
  }

  @Test("W3, H1: a payment and a choice of the same bonus at the same time never both leave money payable and claimed")
  func together() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member)
      for round in 1...8 {
        let recommendation = RecommendationID.make()
        let hire = HireID.make()
        let first = HireAttributed.hire(hire, of: recommendation, by: member, day: 1)
        let held = try await database.report([first]).events(RewardGranted.self).map(\.rewardId)
        let money = ChooseOption(rewardId: try #require(held.first), option: .toMember)
        let payout = try #require(try await database.choose(money).events(PayoutRequested.self).first)
        try await database.withdraw([.withdrawal(of: hire, day: 2)])
        let again = try await database.report([.hire(hire, of: recommendation, by: member, day: 3)])
        let choice = ChooseOption(
          rewardId: try #require(try again.events(RewardGranted.self).first?.rewardId), option: .toMember)
        async let confirmed = database.confirm([payout.payoutId])
        async let chosen = database.choose(choice)
        _ = try await (confirmed, chosen)
        let balances = try await database.balances()
        #expect(balances["member:\(member):payable eur-cents"] == nil, "round \(round)")
        #expect(balances["member:\(member):claim eur-cents"] == nil, "round \(round)")
        #expect(balances["platform:cash eur-cents"] == -50_000 * round)
      }
    }
  }
}
