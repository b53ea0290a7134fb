import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import RewardsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("Claims that end")
struct SettleClaimTests {
  private let member = MemberID.make()
  private let company = CompanyID.make()
  private let hire = HireID.make()
  private let recommendation = RecommendationID.make()

  /// Has a bonus paid and withdrawn; the claim.
  private func claimed(_ database: ServiceDatabase) async throws -> ClaimOpened {
    try await database.join(member, RewardPreference(option: .toMember))
    let payouts = try await database.report([.hire(hire, of: recommendation, by: member)]).events(PayoutRequested.self)
    try await database.confirm(payouts.map(\.payoutId))
    let withdrawal = try await database.withdraw([.withdrawal(of: hire, day: 20)])
    return try #require(try withdrawal.events(ClaimOpened.self).first)
  }

  private func claims(_ database: ServiceDatabase, open: Bool? = nil) async throws -> [ListedClaim] {
    try await database.handle(ListHandler(ClaimList()), [ListClaims(open: open)]).decisions[0].get().items
  }

  @Test("W6: a claim is repaid in parts, and is settled once nothing remains; each part is told")
  func repaid() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let claim = try await claimed(database)
      #expect(try await claims(database, open: true).map(\.remaining) == [50_000])
      let first = try await database.settle(
        SettleClaim(claimId: claim.claimId, manner: .repaid, amountCents: 20_000, reference: "VIR 7"))
      #expect(try first.decisions[0].get().remaining == 30_000)
      let told = try #require(try first.events(ClaimSettled.self).first)
      #expect(told.holder == claim.holder && told.amount == 20_000 && told.remaining == 30_000)
      #expect(told.manner == .repaid && told.reference == "VIR 7" && told.unit == .euroCents)
      #expect(try await database.money(of: "member:\(member)") == ["claim": 30_000, "platform:cash": -30_000])
      let rest = SettleClaim(claimId: claim.claimId, manner: .repaid)
      #expect(try await database.settle(rest).decisions[0].get().remaining == 0)
      #expect(try await database.money(of: "member:\(member)") == [:])
      #expect(try await database.settle(rest).problems == [.claimSettled])
      #expect(try await claims(database, open: true) == [])
      let ended = try #require(try await claims(database, open: false).first)
      #expect(ended.claimId == claim.claimId && ended.amount == 50_000 && ended.remaining == 0)
      #expect(ended.rewardId == claim.rewardId && ended.holder == claim.holder)
    }
  }

  @Test("W6: an amount is from 1 to what remains, in what the claim counts; an unknown claim is not found")
  func refusals() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let claim = try await claimed(database)
      for cents in [0, -1, 50_001] as [Cents] {
        let outcome = try await database.settle(
          SettleClaim(claimId: claim.claimId, manner: .repaid, amountCents: cents))
        #expect(outcome.problems == [.invalidMessage])
      }
      #expect(
        try await database.settle(SettleClaim(claimId: claim.claimId, manner: .repaid, amount: 3)).problems
          == [.invalidMessage])
      #expect(
        try await database.settle(SettleClaim(claimId: .make(), manner: .repaid)).problems == [.claimNotFound])
      var validator = Validator()
      SettleClaim(claimId: claim.claimId, manner: .writtenOff).validate(&validator)
      #expect(validator.errors.map(\.field) == ["reason"])
      #expect(try await claims(database).map(\.remaining) == [50_000])
    }
  }

  @Test("W6: each settlement is a cause of its own in the books")
  func inTheBooks() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let claim = try await claimed(database)
      for manner in [ClaimManner.repaid, .writtenOff] {
        try await database.settle(
          SettleClaim(claimId: claim.claimId, manner: manner, amountCents: 25_000, reason: "Left the country"))
      }
      let rows = try await database.query(
        """
        select cause_id from rewards.ledger_transactions
        where cause_id like 'claim:%' order by cause_id
        """)
      #expect(try rows.decode(String.self) == (1...2).map { "claim:\(claim.claimId):settled:\($0)" })
      #expect(
        try await database.money(of: "member:\(member)") == [
          "platform:cash": -25_000, "platform:claims-written-off": 25_000,
        ])
    }
  }

  @Test(
    "H1, W6: what was written off is set off when the same hire counts again, and is written off as before when it does not"
  )
  func writtenOffThenAgain() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let claim = try await claimed(database)
      try await database.settle(
        SettleClaim(claimId: claim.claimId, manner: .writtenOff, amountCents: 40_000, reason: "Gone"))
      let again = try await database.report([.hire(hire, of: recommendation, by: member, day: 22)])
      #expect(try again.events(PayoutRequested.self) == [])
      #expect(Set(try again.events(ClaimSetOff.self).map(\.amount)) == [10_000, 40_000])
      #expect(try await database.money(of: "member:\(member)") == ["platform:cash": -50_000])
      let withdrawal = try await database.withdraw([.withdrawal(of: hire, day: 24)])
      #expect(try withdrawal.events(ClaimOpened.self).map(\.amount) == [10_000])
      #expect(
        try await database.money(of: "member:\(member)") == [
          "claim": 10_000, "platform:cash": -50_000, "platform:claims-written-off": 40_000,
        ])
      #expect(try await claims(database, open: true).map(\.remaining) == [10_000])
      try await database.report([.hire(hire, of: recommendation, by: member, day: 26)])
      #expect(try await database.money(of: "member:\(member)") == ["platform:cash": -50_000])
    }
  }

  @Test("W6: what was repaid is owed in full when the same hire counts again")
  func repaidThenAgain() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let claim = try await claimed(database)
      try await database.settle(SettleClaim(claimId: claim.claimId, manner: .repaid, amountCents: 20_000))
      let again = try await database.report([.hire(hire, of: recommendation, by: member, day: 22)])
      #expect(try again.events(ClaimSetOff.self).map(\.amount) == [30_000])
      #expect(try again.events(PayoutRequested.self).map(\.amountCents) == [20_000])
      #expect(
        try await database.money(of: "member:\(member)") == ["payable": -20_000, "platform:cash": -30_000])
    }
  }

  @Test("W6: a claim in listing credits is settled by amount, and the company owes that much less")
  func credits() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register([company])
      try await database.join(member, RewardPreference(option: .listingCredits, companyId: company))
      try await database.report([.hire(hire, of: recommendation, by: member)])
      try await database.publish([.make(), .make()], of: company)
      let claim = try #require(
        try await database.withdraw([.withdrawal(of: hire, day: 20)]).events(ClaimOpened.self).first)
      #expect(
        try await database.settle(
          SettleClaim(claimId: claim.claimId, manner: .repaid, amountCents: 1)
        ).problems == [.invalidMessage])
      let settled = try await database.settle(
        SettleClaim(claimId: claim.claimId, manner: .writtenOff, amount: 1, reason: "Gone"))
      #expect(try settled.decisions[0].get().remaining == 1)
      #expect(try await database.balances()["company:\(company):claim listing-credits"] == 1)
      #expect(try await database.balances()["platform:claims-written-off listing-credits"] == 1)
      // Of three one makes up for what is owed, and one for what was given up: it has been used.
      let again = try await database.report([.hire(hire, of: recommendation, by: member, day: 22)])
      #expect(try again.events(ClaimSetOff.self).map(\.amount) == [1, 1])
      let balances = try await database.balances()
      #expect(balances["company:\(company):listing-credits listing-credits"] == -1)
      #expect(balances["company:\(company):claim listing-credits"] == nil)
      #expect(balances["platform:claims-written-off listing-credits"] == nil)
    }
  }

  @Test("W6, W8: whatever is paid, withdrawn, settled and reported again, claims add up to their account")
  func addUp() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      for seed in 1...60 as ClosedRange<UInt64> {
        var generator = SeededGenerator(seed: seed)
        try await story(seed, using: &generator, in: database)
      }
    }
  }

  private func story(
    _ seed: UInt64, using generator: inout SeededGenerator, in database: ServiceDatabase
  ) async throws {
    let (member, hire, recommendation) = (MemberID.make(), HireID.make(), RecommendationID.make())
    try await database.join(member, RewardPreference(option: .toMember))
    var open: [PayoutID] = []
    var (paid, repaid, isInForce, day) = (0, 0, false, 1)
    for _ in 0..<Int.random(in: 3...12, using: &generator) {
      switch Int.random(in: 0...3, using: &generator) {
      case 0:
        day += 1
        open += try await database.report([.hire(hire, of: recommendation, by: member, day: day)])
          .events(PayoutRequested.self).map(\.payoutId)
        isInForce = true
      case 1:
        day += 1
        try await database.withdraw([.withdrawal(of: hire, day: day)])
        isInForce = false
      case 2:
        guard let payout = open.popLast() else { continue }
        let made = try await database.confirm([payout]).events(PayoutMade.self)
        paid += made.reduce(0) { $0 + $1.amountCents.rawValue }
      default:
        let own = try await claims(database, open: true).filter { $0.holder.id == member.description }
        guard let claim = own.randomElement(using: &generator) else { continue }
        let amount = Int.random(in: 1...claim.remaining, using: &generator)
        let manner: ClaimManner = Bool.random(using: &generator) ? .repaid : .writtenOff
        let settled = SettleClaim(claimId: claim.claimId, manner: manner, amountCents: Cents(amount), reason: "Gone")
        #expect(try await database.settle(settled).problems == [nil], "seed \(seed)")
        if manner == .repaid { repaid += amount }
      }
      let money = try await database.money(of: "member:\(member)")
      let own = try await claims(database).filter { $0.holder.id == member.description }
      #expect(money["claim", default: 0] == own.reduce(0) { $0 + $1.remaining }, "seed \(seed)")
      #expect(money["claim", default: 0] == 0 || money["payable", default: 0] == 0, "seed \(seed)")
      let left = (isInForce ? 50_000 : 0) - (paid - repaid)
      #expect(money["payable", default: 0] == -max(0, left), "seed \(seed)")
    }
  }
}
