import Messages
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("A policy is tried")
struct TryPolicyTests {
  private let member = MemberID.make()
  private let sponsor = MemberID.make()
  private let charity = CharityID.make()

  private func hire(_ level: Level, _ cents: Cents, isOwnCompany: Bool = false) -> HireAttributed {
    var hire = HireAttributed.hire(by: member, sponsor: sponsor, cents: cents, isOwnCompany: isOwnCompany)
    hire.quote = Quote(level: level, amountCents: cents, policyVersion: 1)
    return hire
  }

  /// A member who donated one bonus, lost another, was qualified once and came on two days.
  private func story(in database: ServiceDatabase) async throws {
    try await database.register(charity)
    try await database.join(member, sponsor: sponsor, RewardPreference(option: .donate, charityId: charity))
    let lost = hire(.beginner, 50_000)
    try await database.report([hire(.confirmed, 75_000), lost])
    try await database.withdraw([.withdrawal(of: lost.hireId, day: 20)])
    let qualified = CandidateQualified(recommendationId: .make(), memberId: member, offerId: .make())
    _ = try await database.handle(CandidateQualifiedHandler(), [qualified])
    let days = try ["2026-11-01", "2026-11-02"].map { try #require(CalendarDay($0)) }
    _ = try await database.handle(MemberVisitedHandler(), days.map { MemberVisited(memberId: member, day: $0) })
  }

  @Test("W1, W2, W3, W7: a trial says what points, levels and amounts would be, and changes nothing")
  func trial() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await story(in: database)
      let before = try await database.balances()
      let tried = TryRewardsPolicy(
        points: PointsScaleChange(candidateHired: 10, dailyVisit: 5), levels: LevelThresholdsChange(confirmed: 40),
        amounts: BonusAmountsChange(confirmed: 80_000), sponsorshipCents: 30_000, matchingCents: 1)
      let outcome = try await database.handle(TryPolicyHandler(), [tried, TryRewardsPolicy()])
      #expect(outcome.emitted.isEmpty)
      let answer = try outcome.decisions[0].get()
      #expect(answer.version == 1)
      #expect(answer.points == BeforeAndAfter(before: 152, after: 70))
      #expect(answer.amountCents == BeforeAndAfter(before: 125_000, after: 110_001))
      #expect(answer.membersChanged == 2 && answer.levelsChanged == 1)
      #expect(
        answer.members == [
          MemberUnderTriedPolicy(
            memberId: member, pointsBefore: 122, pointsAfter: 40, levelBefore: .beginner, levelAfter: .confirmed,
            amountCentsBefore: 100_000, amountCentsAfter: 80_001),
          MemberUnderTriedPolicy(
            memberId: sponsor, pointsBefore: 30, pointsAfter: 30, levelBefore: .beginner, levelAfter: .beginner,
            amountCentsBefore: 25_000, amountCentsAfter: 30_000),
        ])
      let same = try outcome.decisions[1].get()
      #expect(same.membersChanged == 0 && same.members.isEmpty && same.levelsChanged == 0)
      #expect(same.points == BeforeAndAfter(before: 152, after: 152))
      #expect(same.amountCents == BeforeAndAfter(before: 125_000, after: 125_000))
      #expect(
        answer.amountCentsChanges == [
          ChangeBucket(from: -19_999, to: -10_000, members: 1, total: -19_999),
          ChangeBucket(from: 5_000, to: 9_999, members: 1, total: 5_000),
        ])
      #expect(
        answer.pointsChanges == [
          ChangeBucket(from: -99, to: -50, members: 1, total: -82), ChangeBucket(from: 0, to: 0, members: 1, total: 0),
        ])
      #expect(
        answer.levelMoves == [
          LevelMove(from: .beginner, to: .beginner, members: 1), LevelMove(from: .beginner, to: .confirmed, members: 1),
        ])
      #expect(same.amountCentsChanges == [ChangeBucket(from: 0, to: 0, members: 2, total: 0)])
      #expect(try await database.balances() == before)
      #expect(try await database.count("select max(version) from rewards.policies") == 1)
    }
  }

  @Test("W1: of a hire whose level was not kept the quoted amount tells it")
  func levelByAmount() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await story(in: database)
      _ = try await database.query("update rewards.hires set quoted_level = null")
      let tried = TryRewardsPolicy(amounts: BonusAmountsChange(beginner: 1, confirmed: 80_000))
      let answer = try await database.handle(TryPolicyHandler(), [tried]).decisions[0].get()
      #expect(answer.amountCents == BeforeAndAfter(before: 125_000, after: 130_000))
    }
  }

  @Test("R7: the quoted level decides, also where two levels were worth the same")
  func quotedLevel() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await database.join(member, RewardPreference(option: .toMember))
      var hire = HireAttributed.hire(by: member)
      hire.quote = Quote(level: .expert, amountCents: 50_000, policyVersion: 1)
      try await database.report([hire])
      let tried = TryRewardsPolicy(amounts: BonusAmountsChange(expert: 60_000))
      let answer = try await database.handle(TryPolicyHandler(), [tried]).decisions[0].get()
      #expect(answer.amountCents == BeforeAndAfter(before: 50_000, after: 60_000))
    }
  }

  @Test("W3, W4: held and own-company bonuses are not added to, listing credits are no money; since bounds rewards")
  func kinds() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let company = CompanyID.make()
      try await database.register(charity, designated: true)
      try await database.register([company])
      try await database.join(member)
      let granted = try await database.report([hire(.beginner, 50_000), hire(.beginner, 50_000)])
      let rewards = try granted.events(RewardGranted.self).filter { $0.kind == .recommendation }
      try await database.choose(
        ChooseOption(rewardId: try #require(rewards.first?.rewardId), option: .listingCredits, companyId: company))
      try await database.report([hire(.beginner, 50_000, isOwnCompany: true)])
      let tried = [nil, Timestamp.now.adding(seconds: 3600)].map {
        TryRewardsPolicy(amounts: BonusAmountsChange(beginner: 70_000), matchingCents: 5, since: $0)
      }
      let outcome = try await database.handle(TryPolicyHandler(), tried)
      let answers = try outcome.decisions.map { try $0.get() }
      #expect(
        answers.map(\.amountCents) == [
          BeforeAndAfter(before: 125_000, after: 165_000), BeforeAndAfter(before: 0, after: 0),
        ])
      #expect(answers.map(\.points) == Array(repeating: BeforeAndAfter(before: 300, after: 300), count: 2))
    }
  }

  @Test("W7: of many members those come first for whom most would change, at most a hundred of them")
  func greatestChange() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let visitors = (1...120).map { _ in MemberID.make() }
      let day = try #require(CalendarDay("2026-11-01"))
      let another = try #require(CalendarDay("2026-11-02"))
      let visits = visitors.map { MemberVisited(memberId: $0, day: day) }
      _ = try await database.handle(
        MemberVisitedHandler(), visits + visitors.suffix(3).map { MemberVisited(memberId: $0, day: another) })
      try await database.join(member, RewardPreference(option: .toMember))
      let tried = TryRewardsPolicy(points: PointsScaleChange(dailyVisit: 3))
      let answer = try await database.handle(TryPolicyHandler(), [tried]).decisions[0].get()
      #expect(answer.membersChanged == 120 && answer.levelsChanged == 0 && answer.members.count == 100)
      #expect(answer.points == BeforeAndAfter(before: 123, after: 369))
      #expect(Set(answer.members.prefix(3).map(\.memberId)) == Set(visitors.suffix(3)))
      #expect(answer.members.prefix(4).map(\.pointsAfter) == [6, 6, 6, 3])
      let everybody = TryRewardsPolicy(levels: LevelThresholdsChange(confirmed: 0, expert: 0))
      let risen = try await database.handle(TryPolicyHandler(), [everybody]).decisions[0].get()
      #expect(risen.levelsChanged == 121, "who has no points rises too")
    }
  }

  @Test("W7: thresholds that do not rise are refused as by change-policy")
  func fallingThresholds() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let tried = TryRewardsPolicy(levels: LevelThresholdsChange(expert: 100))
      let outcome = try await database.handle(TryPolicyHandler(), [tried, TryRewardsPolicy()])
      guard case .failure(let problem) = outcome.decisions[0] else {
        Issue.record("was accepted")
        return
      }
      #expect(problem.code == .invalidMessage && problem.errors?.map(\.field) == ["levels"])
      let empty = try outcome.decisions[1].get()
      #expect(empty.points == BeforeAndAfter(before: 0, after: 0) && empty.members.isEmpty)
    }
  }

  @Test(
    "R7, W7: what a trial says is what the same story comes to under that policy",
    arguments: 1...4 as ClosedRange<UInt64>)
  func prediction(seed: UInt64) async throws {
    let story = PolicyStory(seed: seed)
    var answers: [TryRewardsPolicy.Result] = []
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await story.tell(database, under: story.former)
      answers.append(try await database.handle(TryPolicyHandler(), [story.trial]).decisions[0].get())
    }
    let answer = try #require(answers.first)
    try await ServiceDatabase.with(RewardsService.definition) { database in
      try await story.tell(database, under: story.latter)
      let standings = try await database.query("select member_id, points, level from rewards.member_points")
      let points = try standings.decode((MemberID, Points, Level).self)
      #expect(answer.points.after == points.reduce(0) { $0 + $1.1 }, "seed \(seed)")
      expectHistogram(of: answer, seed)
      for listed in answer.members {
        let lived = points.first { $0.0 == listed.memberId }
        #expect(listed.pointsAfter == (lived?.1 ?? 0), "seed \(seed)")
        #expect(listed.levelAfter == (lived?.2 ?? .beginner), "seed \(seed)")
      }
      let expenses = try await database.balances().filter { $0.key.hasSuffix("-expense eur-cents") }
      #expect(answer.amountCents.after.rawValue == expenses.values.reduce(0, +), "seed \(seed)")
    }
  }

  /// A histogram of everybody says of how many things would change what is listed of them (there are fewer than a hundred).
  private func expectHistogram(of answer: TryRewardsPolicy.Result, _ seed: UInt64) {
    let (amounts, points, moves) = (
      answer.amountCentsChanges ?? [], answer.pointsChanges ?? [], answer.levelMoves ?? []
    )
    let everybody = moves.reduce(0) { $0 + $1.members }
    #expect(amounts.reduce(0) { $0 + $1.members } == everybody && points.reduce(0) { $0 + $1.members } == everybody)
    #expect(everybody >= answer.membersChanged && everybody > 0, "seed \(seed)")
    let changes = answer.members.map { $0.amountCentsAfter - $0.amountCentsBefore }
    for bar in amounts where bar.from != 0 {
      let inside = changes.filter { bar.from <= $0 && $0 <= bar.to }
      #expect(inside.count == bar.members && inside.reduce(0, +) == bar.total, "seed \(seed), \(bar)")
    }
    for bar in points where bar.from != 0 {
      let inside = answer.members.map { $0.pointsAfter - $0.pointsBefore }.filter { bar.from <= $0 && $0 <= bar.to }
      #expect(inside.count == bar.members && inside.reduce(0, +) == bar.total, "seed \(seed), \(bar)")
    }
    #expect(amounts.map(\.from) == amounts.map(\.from).sorted() && points.map(\.from) == points.map(\.from).sorted())
    #expect(amounts.reduce(0) { $0 + $1.total } == answer.amountCents.after - answer.amountCents.before)
    #expect(points.reduce(0) { $0 + $1.total } == answer.points.after - answer.points.before)
    for move in moves where move.from != move.to {
      let moved = answer.members.filter { $0.levelBefore == move.from && $0.levelAfter == move.to }
      #expect(moved.count == move.members, "seed \(seed)")
    }
    #expect(moves.filter { $0.from != $0.to }.reduce(0) { $0 + $1.members } == answer.levelsChanged)
  }
}
