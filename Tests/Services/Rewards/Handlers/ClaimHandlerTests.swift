import Messages
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Claims in the books, and told")
struct ClaimHandlerTests {
  private let member = MemberID.make()
  private let charity = CharityID.make()
  private let company = CompanyID.make()

  @Test(
    "W8: paid and withdrawn is a claim with nothing payable, told once, whichever came first",
    arguments: [true, false])
  func money(paidFirst: Bool) async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      let hire = HireAttributed.hire(by: member)
      let granted = try await database.report([hire])
      let payouts = try granted.events(PayoutRequested.self).map(\.payoutId)
      var told: [ClaimOpened] = []
      for _ in 1...2 {
        if paidFirst { told += try await database.confirm(payouts + payouts).events(ClaimOpened.self) }
        let withdrawal = try await database.withdraw([.withdrawal(of: hire.hireId, day: 20)])
        told += try withdrawal.events(ClaimOpened.self)
        if !paidFirst { told += try await database.confirm(payouts + payouts).events(ClaimOpened.self) }
      }
      #expect(
        try await database.balances() == [
          "platform:cash eur-cents": -50_000, "member:\(member):claim eur-cents": 50_000,
        ])
      #expect(told.count == 1)
      let claim = try #require(told.first)
      #expect(claim.holder == AccountHolder(kind: .member, id: member.description))
      #expect(claim.account == "member:\(member):claim" && claim.unit == .euroCents && claim.amount == 50_000)
      #expect(try claim.rewardId == granted.events(RewardGranted.self).first?.rewardId)
      #expect(claim.payoutId == payouts.first)
      try await expectInTheBooks(told, database)
    }
  }

  @Test("W8: only what was not paid yet is cancelled; what was is claimed of each holder")
  func holders() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register(charity)
      try await database.join(member, RewardPreference(option: .split, charityId: charity))
      let hire = HireAttributed.hire(by: member, sponsor: .make(), cents: 50_001)
      let payouts = try await database.report([hire]).events(PayoutRequested.self)
      let paid = payouts.filter { $0.amountCents != 25_000 || $0.beneficiary.id == member.description }
      try await database.confirm(paid.map(\.payoutId))
      let withdrawal = try await database.withdraw([.withdrawal(of: hire.hireId, day: 20)])
      let told = try withdrawal.events(ClaimOpened.self)
      #expect(
        Set(told.map(\.holder)) == [
          AccountHolder(kind: .member, id: member.description), AccountHolder(kind: .charity, id: charity.description),
        ])
      #expect(told.map(\.amount).sorted() == [25_000, 25_001])
      #expect(try withdrawal.events(PayoutCancelled.self).count == 1)
      try await expectInTheBooks(told, database)
    }
  }

  @Test("W3, W8: credits are granted, used and revoked; used ones become a claim, told once, whichever came first")
  func listingCredits() async throws {
    for usedFirst in [true, false] {
      try await ServiceDatabase.with(RewardsService.definition) { database in
        try await database.register([company])
        try await database.join(member, RewardPreference(option: .listingCredits, companyId: company))
        let hire = HireAttributed.hire(by: member)
        let grant = try await database.report([hire])
        #expect(try grant.events(ListingCreditsGranted.self).map(\.credits) == [3])
        #expect(try grant.events(PayoutRequested.self).isEmpty)
        #expect(try await database.balances()["company:\(company):listing-credits listing-credits"] == -3)
        let offer = OfferID.make()
        if usedFirst { try await database.publish([offer, offer], of: company) }
        let withdrawal = try await database.withdraw([.withdrawal(of: hire.hireId, day: 20)])
        var told = try withdrawal.events(ClaimOpened.self)
        #expect(try withdrawal.events(ListingCreditsRevoked.self).map(\.companyId) == [company])
        if !usedFirst { told += try await database.publish([offer], of: company).events(ClaimOpened.self) }
        told += try await database.publish([offer], of: company).events(ClaimOpened.self)
        #expect(
          try await database.balances() == [
            "platform:listing-credits-redeemed listing-credits": -1,
            "company:\(company):claim listing-credits": 1,
          ])
        #expect(told.count == 1)
        let claim = try #require(told.first)
        #expect(claim.holder == AccountHolder(kind: .company, id: company.description))
        #expect(claim.unit == .listingCredits && claim.amount == 1)
        #expect(try claim.rewardId == grant.events(RewardGranted.self).first?.rewardId)
        #expect(claim.payoutId == nil && claim.offerId == (usedFirst ? nil : offer))
        try await expectInTheBooks(told, database)
      }
    }
  }

  /// The claims that were told are those that the books hold, each with what it goes back to (W5).
  private func expectInTheBooks(_ told: [ClaimOpened], _ database: ServiceDatabase) async throws {
    let rows = try await database.query(
      """
      select entries.transaction_id, entries.cause_id, entries.account, entries.amount
      from rewards.ledger_entries as entries
      join rewards.ledger_transactions as transactions using (transaction_id)
      where entries.account like '%:claim' and transactions.recommendation_id is not null
      """)
    let posted = try rows.decode((TransactionID, String, String, Int).self)
    #expect(posted.count == told.count)
    for claim in told {
      #expect(
        posted.contains { $0 == (claim.claimId, claim.causeId, claim.account, claim.amount) })
    }
  }
}
