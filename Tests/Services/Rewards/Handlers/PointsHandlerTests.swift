import Messages
import PolicyVersions
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Points, policy and statements")
struct PointsHandlerTests {
  private let member = MemberID.make()

  @Test("W7: a qualified recommendation, a sponsored member and a day's visit score once each, by whatever message")
  func once() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let recommendation = RecommendationID.make()
      let qualified = CandidateQualified(recommendationId: recommendation, memberId: member, offerId: .make())
      let day = try #require(CalendarDay("2026-11-23"))
      let visit = MemberVisited(memberId: member, day: day)
      let joined = MemberJoined.joining(.make(), sponsor: member)
      for _ in 1...2 {
        _ = try await database.handle(CandidateQualifiedHandler(), [qualified, qualified])
        _ = try await database.handle(MemberVisitedHandler(), [visit, visit])
        _ = try await database.handle(MemberJoinedHandler(), [joined, joined])
      }
      #expect(try await database.balances()["member:\(member):points points"] == -51)
    }
  }

  @Test("W7: the standing repeats the points account, with a revision that grows by one")
  func standing() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let days = try (1...5).map { try #require(CalendarDay("2026-11-0\($0)")) }
      let outcome = try await database.handle(
        MemberVisitedHandler(), days.map { MemberVisited(memberId: member, day: $0) })
      let events = try outcome.events(PointsAwarded.self)
      #expect(events.map(\.total) == [1, 2, 3, 4, 5])
      #expect(events.map(\.revision) == [1, 2, 3, 4, 5])
      #expect(events.allSatisfy { $0.rule == .dailyVisit })
      #expect(try await database.count("select points from rewards.member_points") == 5)
    }
  }

  @Test("W7: the scale in force can be had and changed; what is scored afterwards follows it")
  func policy() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let change = ChangeRewardsPolicy(
        points: PointsScaleChange(candidateHired: 7), levels: LevelThresholdsChange(confirmed: 5),
        sponsorshipCents: 1)
      let changed = try await database.handle(ChangePolicyHandler(), [change, ChangeRewardsPolicy()])
      #expect(try changed.decisions.map { try $0.get().version } == [2, 3])
      #expect(try changed.events(RewardsPolicyChanged.self).map(\.terms.version) == [2, 3])
      let answers = try await database.handle(GetPolicyHandler(), [GetRewardsPolicy()])
      let policy = try #require(try answers.decisions.first?.get())
      #expect(policy.version == 3)
      #expect(policy.points.candidateHired == 7)
      #expect(policy.points.dailyVisit == 1)
      #expect(policy.amounts == BonusAmounts(beginner: 50_000, confirmed: 75_000, expert: 100_000))
      try await database.join(member, RewardPreference(option: .toMember))
      let sponsor = MemberID.make()
      let outcome = try await database.report([.hire(by: member, sponsor: sponsor)])
      #expect(try outcome.events(LevelChanged.self).map(\.to) == [.confirmed])
      let balances = try await database.balances()
      #expect(balances["member:\(sponsor):payable eur-cents"] == -1)
      #expect(balances["member:\(member):payable eur-cents"] == -50_000)
      #expect(
        try await database.count(
          "select count(*) from rewards.ledger_transactions where cause_id like '%:points:1' and policy_version = 3")
          == 1)
    }
  }

  @Test("W7: thresholds that do not rise are refused, and name the field")
  func fallingThresholds() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let change = ChangeRewardsPolicy(levels: LevelThresholdsChange(expert: 100))
      let outcome = try await database.handle(ChangePolicyHandler(), [change])
      guard case .failure(let problem) = outcome.decisions[0] else {
        Issue.record("was accepted")
        return
      }
      #expect(problem.code == .invalidMessage)
      #expect(problem.errors?.map(\.field) == ["levels"])
    }
  }

  @Test("W6: a statement shows what the member holds, its lines and its rewards, of a year or of all")
  func statement() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      _ = try await database.handle(
        HireAttributedHandler(), [.hire(by: member), .hire(by: .make())], at: .day(1).adding(seconds: -1800))
      let questions = [nil, 2025, 2026].map { GetStatement(memberId: member, year: $0) }
      let outcome = try await database.handle(GetStatementHandler(), questions + [GetStatement(memberId: .make())])
      let answers = try outcome.decisions.prefix(3).map { try $0.get() }
      #expect(answers.map(\.balances.payableCents) == [50_000, 50_000, 50_000])
      #expect(answers.map(\.balances.points) == [100, 100, 100])
      // Half an hour before midnight UTC it is 2026 in Paris already.
      #expect(answers.map(\.entries.count) == [2, 0, 2])
      #expect(answers.map(\.rewards.count) == [1, 0, 1])
      #expect(answers[0].rewards.first?.state == .settled)
      #expect(outcome.problems.last == .memberNotFound)
    }
  }

  @Test("M8, W6: a sponsor's statement has the share, and not the recommendation that earned it")
  func sponsorsStatement() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let (sponsor, recommendation) = (MemberID.make(), RecommendationID.make())
      try await database.join(sponsor, RewardPreference(option: .toMember))
      try await database.join(member, RewardPreference(option: .toMember))
      try await database.report([.hire(of: recommendation, by: member, sponsor: sponsor)])
      let questions = [sponsor, member].map { GetStatement(memberId: $0) }
      let answers = try await database.handle(GetStatementHandler(), questions).decisions.map { try $0.get().rewards }
      #expect(answers.map { $0.map(\.kind) } == [[.sponsorship], [.recommendation]])
      #expect(answers.map { $0.map(\.recommendationId) } == [[nil], [recommendation]])
    }
  }
}
