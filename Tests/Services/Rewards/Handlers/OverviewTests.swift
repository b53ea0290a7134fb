import FoundationEssentials
import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("What is due, on which day, and what charities are owed")
struct OverviewTests {
  private let member = MemberID.make()
  private let charity = CharityID.make()

  private func overview(
    _ database: ServiceDatabase, from: CalendarDay? = nil, days: Int? = nil
  ) async throws -> GetRewardsOverview.Result {
    let question = GetRewardsOverview(from: from, days: days)
    return try await database.handle(GetRewardsOverviewHandler(), [question]).decisions[0].get()
  }

  @Test(
    "W6, W9: the days of a month say what is planned, requested, paid and failed on each; what was taken back is not there"
  )
  func calendar() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      let version = try await database.plan([
        InstalmentTerms(percent: 60, from: .hire, days: 0), InstalmentTerms(percent: 40, from: .hire, days: 20),
      ])
      let hiredAt = Timestamp("2026-01-10T12:00:00Z")!
      var payouts: [PayoutRequested] = []
      var hires: [HireAttributed] = []
      for _ in 0..<4 {
        var hire = HireAttributed.hire(by: member).quoted(under: version)
        hire.hiredAt = hiredAt
        hires.append(hire)
        payouts += try await database.handle(HireAttributedHandler(), [hire], at: hiredAt).events(PayoutRequested.self)
      }
      try await database.confirm([payouts[0].payoutId])
      try await database.fail([payouts[1].payoutId])
      try await database.withdraw([.withdrawal(of: hires[3].hireId, day: 28)])
      let january = try await overview(database, from: .of2026("01-01")).days
      #expect(
        january == [
          GetRewardsOverview.DueDay(dueOn: .of2026("01-10"), state: .failed, count: 1, amountCents: 30_000),
          GetRewardsOverview.DueDay(dueOn: .of2026("01-10"), state: .paid, count: 1, amountCents: 30_000),
          GetRewardsOverview.DueDay(dueOn: .of2026("01-10"), state: .requested, count: 1, amountCents: 30_000),
          GetRewardsOverview.DueDay(dueOn: .of2026("01-30"), state: .planned, count: 3, amountCents: 60_000),
        ])
      #expect(try await overview(database, from: .of2026("02-01")).days == [])
      #expect(try await overview(database, from: .of2026("01-11"), days: 19).days == [])
      #expect(try await overview(database, from: .of2026("01-11"), days: 20).days.map(\.state) == [.planned])
      let now = try await overview(database)
      #expect(now.days == [])
      #expect(
        now.due == [
          GetRewardsOverview.DueFigure(state: .planned, count: 3, amountCents: 60_000),
          GetRewardsOverview.DueFigure(state: .requested, count: 1, amountCents: 30_000),
          GetRewardsOverview.DueFigure(state: .failed, count: 1, amountCents: 30_000),
        ])
      for (day, found) in [("01-30", hires), ("01-31", [])] {
        let listed = try await database.handle(ListHandler(RewardList()), [ListRewards(dueOn: .of2026(day))])
        #expect(try Set(listed.decisions[0].get().items.map(\.hireId)) == Set(found.map(\.hireId)))
      }
      let failed = try await database.handle(ListHandler(PayoutList()), [ListPayouts(state: .failed)])
      #expect(try failed.decisions[0].get().items.map(\.failureReason) == ["The account is closed"])
    }
  }

  @Test("W6: what is claimed is told in euros and credits")
  func claims() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let company = CompanyID.make()
      try await database.register([company])
      try await database.join(member, RewardPreference(option: .toMember))
      let other = MemberID.make()
      try await database.join(other, RewardPreference(option: .listingCredits, companyId: company))
      let hires = [HireAttributed.hire(by: member), .hire(by: other)]
      try await database.confirm(try await database.report(hires).events(PayoutRequested.self).map(\.payoutId))
      try await database.publish([.make(), .make()], of: company)
      try await database.withdraw(hires.map { .withdrawal(of: $0.hireId, day: 20) })
      let now = try await overview(database)
      #expect(now.openClaims == 2 && now.claimedCents == 50_000 && now.claimedCredits == 2)
    }
  }

  @Test("W10: a charity is listed with what it is owed, was paid and owes back")
  func charityAccounts() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let email = try #require(EmailAddress("bonjour@amis.example.org"))
      _ = try await database.handle(
        RegisterCharityHandler(),
        [RegisterCharity(charityId: charity, name: "Les amis", contactEmail: email, locale: .english)], by: "ada")
      let other = CharityID.make()
      try await database.register(other)
      try await database.join(member, RewardPreference(option: .donate, charityId: charity))
      let hires = (0..<3).map { _ in HireAttributed.hire(by: member) }
      let payouts = try await database.report(hires).events(PayoutRequested.self)
      try await database.confirm(payouts.prefix(2).map(\.payoutId))
      let paid = try #require(
        try await database.query(
          "select hire_id from rewards.rewards join rewards.payouts using (reward_id) where payout_id = \(payouts[0].payoutId)"
        ).decode(HireID.self).first)
      try await database.withdraw([.withdrawal(of: paid, day: 20)])
      func accounts(_ question: ListCharityAccounts) async throws -> [ListedCharityAccount] {
        try await database.handle(ListHandler(CharityAccountList()), [question]).decisions[0].get().items
      }
      let account = try #require(try await accounts(ListCharityAccounts(charityId: charity)).first)
      #expect(account.owedCents == 75_000 && account.paidCents == 150_000 && account.claimedCents == 75_000)
      #expect(account.contactEmail == email && account.locale == .english && account.active && !account.designated)
      #expect(try await accounts(ListCharityAccounts(active: true)).map(\.charityId) == [other, charity])
      #expect(try await accounts(ListCharityAccounts(active: false)) == [])
    }
  }
}
