import MessageHandling
import Messages
import Paging
import PolicyVersions
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Instalments in the books, and asked for on their day")
struct InstalmentHandlerTests {
  private let member = MemberID.make()
  private let charity = CharityID.make()
  private let hire = HireID.make()
  private let recommendation = RecommendationID.make()
  /// Noon of 10 January 2026, in Paris and in UTC.
  private let hiredAt = Timestamp("2026-01-10T12:00:00Z")!
  private let plan = [
    InstalmentTerms(percent: 60, from: .hire, days: 0), InstalmentTerms(percent: 40, from: .start, days: 90),
  ]

  private func report(under version: Int, startsAt: Timestamp? = nil, revision: Int? = nil) -> HireAttributed {
    var report = HireAttributed.hire(hire, of: recommendation, by: member).quoted(under: version)
    report.hiredAt = hiredAt
    report.startsAt = startsAt
    report.revision = revision
    return report
  }

  private func states(_ database: ServiceDatabase, _ state: ListedRewardState? = nil) async throws -> [InstalmentState]
  {
    let question = ListRewards(memberId: member, state: state)
    let listed = try await database.handle(ListHandler(RewardList()), [question]).decisions[0].get().items
    return listed.flatMap { $0.instalments.map(\.state) }
  }

  @Test("W9: by default a bonus is paid at once and says nothing of parts")
  func byDefault() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      let outcome = try await database.report([.hire(hire, of: recommendation, by: member)])
      #expect(try outcome.events(PayoutRequested.self).map(\.amountCents) == [50_000])
      #expect(try outcome.events(RewardSettled.self).map(\.instalments) == [nil])
      #expect(try await states(database) == [.requested])
      #expect(try await database.requestDue(at: .now) == [])
    }
  }

  @Test("W9: all of it is owed at the hire; a part is asked for on its day, once, and the calendar is told")
  func onItsDay() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      let version = try await database.plan(plan)
      let start = Timestamp("2026-02-01T08:00:00Z")!
      let outcome = try await database.handle(
        HireAttributedHandler(), [report(under: version, startsAt: start, revision: 1)], at: hiredAt)
      #expect(try outcome.events(PayoutRequested.self).map(\.amountCents) == [30_000])
      #expect(
        try outcome.events(RewardSettled.self).first?.instalments == [
          PlannedInstalment(dueOn: .of2026("01-10"), amountCents: 30_000),
          PlannedInstalment(dueOn: .of2026("05-02"), amountCents: 20_000),
        ])
      #expect(try await database.balances()["member:\(member):payable eur-cents"] == -50_000)
      #expect(try await states(database) == [.requested, .planned])
      // The last moment of the first of May in Paris, and the first of the second.
      #expect(try await database.requestDue(at: Timestamp("2026-05-01T21:59:59.999999Z")!) == [])
      let (next, _) = try await database.run(DueInstalments(), at: Timestamp("2026-05-01T12:00:00Z")!)
      #expect(next == .at(Timestamp("2026-05-01T22:00:00Z")!))
      let asked = try await database.requestDue(at: Timestamp("2026-05-01T22:00:00Z")!)
      #expect(asked.map(\.amountCents) == [20_000])
      #expect(asked.map(\.beneficiary) == [Beneficiary(kind: .member, id: member.description)])
      #expect(try await database.requestDue(at: Timestamp("2026-05-03T00:00:00Z")!) == [])
      try await database.confirm(asked.map(\.payoutId))
      #expect(try await states(database) == [.requested, .paid])
      #expect(try await database.money(of: "member:\(member)") == ["payable": -30_000, "platform:cash": -20_000])
    }
  }

  @Test("W9: several replicas ask for each part once")
  func replicas() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let version = try await database.plan(plan)
      let members = (0..<30).map { _ in MemberID.make() }
      for member in members { try await database.join(member, RewardPreference(option: .toMember)) }
      _ = try await database.handle(
        HireAttributedHandler(), members.map { .hire(by: $0, day: 9).quoted(under: version) }, at: hiredAt)
      let day = Timestamp("2026-04-10T10:00:00Z")!
      let asked = try await withThrowingTaskGroup(of: [PayoutRequested].self) { group in
        for _ in 1...4 { group.addTask { try await database.requestDue(at: day) } }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(asked.count == 30 && Set(asked.map(\.payoutId)).count == 30)
      #expect(Set(asked.map(\.beneficiary.id)) == Set(members.map(\.description)))
    }
  }

  @Test("W8, W9: a hire withdrawn before the day is reversed with all of it; only what was asked for is cancelled")
  func withdrawn() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      let version = try await database.plan(plan)
      let outcome = try await database.handle(HireAttributedHandler(), [report(under: version)], at: hiredAt)
      let asked = try outcome.events(PayoutRequested.self)
      let withdrawal = try await database.withdraw([.withdrawal(of: hire, day: 20)])
      let cancelled = try withdrawal.events(PayoutCancelled.self)
      #expect(cancelled.map(\.payoutId) == asked.map(\.payoutId))
      #expect(cancelled.first?.amountCents == 30_000 && cancelled.first?.rewardId == asked.first?.rewardId)
      #expect(cancelled.first?.beneficiary == asked.first?.beneficiary)
      #expect(try await database.requestDue(at: Timestamp("2026-12-01T00:00:00Z")!) == [])
      #expect(try await database.money(of: "member:\(member)") == [:])
      #expect(try await states(database, .reversed) == [.reversed, .reversed])
    }
  }

  @Test(
    "H1, W8, W9: what was paid of a withdrawn bonus is claimed, and set off from the first part when it counts again")
  func again() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      let version = try await database.plan([
        InstalmentTerms(percent: 30, from: .hire, days: 0), InstalmentTerms(percent: 30, from: .hire, days: 30),
        InstalmentTerms(percent: 40, from: .hire, days: 60),
      ])
      let outcome = try await database.handle(HireAttributedHandler(), [report(under: version)], at: hiredAt)
      let second = try await database.requestDue(at: Timestamp("2026-02-09T12:00:00Z")!)
      let paid = try outcome.events(PayoutRequested.self) + second
      try await database.confirm(paid.map(\.payoutId))
      try await database.withdraw([.withdrawal(of: hire, day: 20)])
      #expect(try await database.money(of: "member:\(member)") == ["claim": 30_000, "platform:cash": -30_000])
      var next = report(under: version)
      next.hiredAt = .day(25)
      let again = try await database.handle(HireAttributedHandler(), [next], at: .day(25))
      #expect(try again.events(ClaimSetOff.self).map(\.amount).reduce(0, +) == 30_000)
      #expect(try again.events(PayoutRequested.self) == [])
      #expect(try await states(database, .settled) == [.paid, .paid, .planned])
      let last = try await database.requestDue(at: Timestamp("2026-03-27T12:00:00Z")!)
      #expect(last.map(\.amountCents) == [20_000])
      try await database.confirm(last.map(\.payoutId))
      #expect(try await database.money(of: "member:\(member)") == ["platform:cash": -50_000])
    }
  }

  @Test("W3, W9: a split has parts for both, a donation parts with its addition; an odd cent is in the last")
  func splits() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.register(charity)
      let version = try await database.plan(plan)
      try await database.join(member, RewardPreference(option: .split, charityId: charity))
      var odd = report(under: version)
      odd.quote.amountCents = 50_003
      let split = try await database.handle(HireAttributedHandler(), [odd], at: hiredAt)
      #expect(try split.events(PayoutRequested.self).map(\.amountCents) == [15_000, 15_001])
      let later = try await database.requestDue(at: Timestamp("2026-04-10T12:00:00Z")!)
      #expect(later.map(\.amountCents) == [10_001, 10_001])
      let giver = MemberID.make()
      try await database.join(giver, RewardPreference(option: .donate, charityId: charity))
      let donation = try await database.handle(
        HireAttributedHandler(), [.hire(by: giver, day: 9).quoted(under: version)], at: hiredAt)
      #expect(try donation.events(PayoutRequested.self).map(\.amountCents) == [45_000])
      #expect(
        try await database.requestDue(at: Timestamp("2026-04-10T12:00:00Z")!).map(\.amountCents) == [30_000])
    }
  }

  @Test("R7, W9: the version of the quote decides, not the one in force; a share is paid at once")
  func quote() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let sponsor = MemberID.make()
      try await database.join(sponsor, RewardPreference(option: .toMember))
      try await database.join(member, sponsor: sponsor, RewardPreference(option: .toMember))
      _ = try await database.plan(plan)
      let before = HireAttributed.hire(of: recommendation, by: member, sponsor: sponsor)
      let outcome = try await database.report([before])
      #expect(Set(try outcome.events(PayoutRequested.self).map(\.amountCents)) == [50_000, 25_000])
    }
  }

  @Test("W9: a hire that is dated ahead is paid on its day, and its parts move with the dates that are told later")
  func ahead() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      var early = report(under: 1, revision: 1)
      early.hiredAt = .day(20)
      let told = try await database.handle(HireAttributedHandler(), [early], at: .day(10))
      #expect(try told.events(PayoutRequested.self) == [])
      #expect(try told.events(RewardSettled.self).first?.instalments?.map(\.dueOn) == [.of2026("01-21")])
      var later = report(under: 1, revision: 2)
      later.hiredAt = .day(26)
      _ = try await database.handle(HireAttributedHandler(), [later], at: .day(11))
      #expect(try await database.requestDue(at: .day(21)) == [])
      var sooner = report(under: 1, revision: 3)
      sooner.hiredAt = .day(12)
      let moved = try await database.handle(HireAttributedHandler(), [sooner], at: .day(22))
      #expect(try moved.events(PayoutRequested.self).map(\.amountCents) == [50_000])
      #expect(try await database.requestDue(at: .now) == [])
      #expect(try await database.balances()["member:\(member):payable eur-cents"] == -50_000)
    }
  }

  @Test("A2, W9: a plan is kept and told with the policy, and one that does not sum to 100 is none")
  func policy() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let first = try await database.handle(GetPolicyHandler(), [GetRewardsPolicy()]).decisions[0].get()
      #expect(first.instalments == .atTheHire)
      let change = ChangeRewardsPolicy(instalments: InstalmentPlan(plan))
      let outcome = try await database.handle(ChangePolicyHandler(), [change])
      #expect(try outcome.events(RewardsPolicyChanged.self).first?.policy.instalments.parts == plan)
      let kept = try await database.handle(GetPolicyHandler(), [GetRewardsPolicy()]).decisions[0].get()
      #expect(kept.instalments.parts == plan)
      var validator = Validator()
      ChangeRewardsPolicy(
        instalments: InstalmentPlan([
          InstalmentTerms(percent: 0, from: .hire, days: 401), InstalmentTerms(percent: 99, from: .hire, days: -1),
        ])
      ).validate(&validator)
      #expect(
        validator.errors.map(\.field) == ["instalments[0].percent", "instalments[0].days", "instalments[1].days"])
      // Nothing is said of the sum where a part is at fault; where each is fine, it is.
      validator = Validator()
      ChangeRewardsPolicy(instalments: InstalmentPlan([InstalmentTerms(percent: 99, from: .hire, days: 0)]))
        .validate(&validator)
      #expect(validator.errors.map(\.field) == ["instalments"])
    }
  }
}
