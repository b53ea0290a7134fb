import Messages
import PolicyVersions
import PostgreSQLClient
import RewardsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("The rewards policy by date")
struct PolicyByDateTests {
  private let start = Timestamp("2026-11-24T10:00:00Z")!
  private let date = Timestamp("2027-01-01T00:00:00Z")!
  private var justBefore: Timestamp { Timestamp(microseconds: date.microseconds - 1) }
  private let member = MemberID.make()

  private func change(
    _ database: ServiceDatabase, _ change: ChangeRewardsPolicy, at now: Timestamp? = nil
  ) async throws -> ServiceDatabase.Outcome<Result<PolicyVersion, Problem>> {
    try await database.handle(ChangePolicyHandler(), [change], at: now ?? start)
  }

  private func cancel(
    _ database: ServiceDatabase, _ version: Int, at now: Timestamp? = nil
  ) async throws -> ServiceDatabase.Outcome<Result<CancelledPolicyVersions, Problem>> {
    try await database.handle(
      CancelPolicyChangeHandler(), [CancelRewardsPolicyChange(version: version)], at: now ?? start)
  }

  private func policy(_ database: ServiceDatabase, at now: Timestamp) async throws -> RewardsPolicy {
    try await database.handle(GetPolicyHandler(), [GetRewardsPolicy()], at: now).decisions[0].get()
  }

  /// The points of the visit of one day.
  private func visit(_ database: ServiceDatabase, day: String, at now: Timestamp) async throws -> [Points] {
    let visit = MemberVisited(memberId: member, day: try #require(CalendarDay(day)))
    return try await database.handle(MemberVisitedHandler(), [visit], at: now).events(PointsAwarded.self).map(\.points)
  }

  private func visitsWorth(_ points: Points, from date: Timestamp? = nil) -> ChangeRewardsPolicy {
    ChangeRewardsPolicy(points: PointsScaleChange(dailyVisit: points), inForceFrom: date)
  }

  @Test("W7: a scheduled change scores from its instant on, not before, and is told when it is accepted")
  func scheduled() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let changed = try await change(database, visitsWorth(9, from: date))
      #expect(try changed.decisions[0].get() == PolicyVersion(version: 2, inForceFrom: date))
      let told = try #require(try changed.events(RewardsPolicyChanged.self).first).policy
      #expect((told.version, told.inForceFrom) == (2, date))
      #expect(told.points.dailyVisit == 9)
      let before = try await policy(database, at: justBefore)
      #expect((before.version, before.points.dailyVisit, before.inForceFrom) == (1, 1, nil))
      #expect(before.upcoming?.map(\.version) == [2])
      #expect(before.upcoming?.map(\.inForceFrom) == [date])
      #expect(before.upcoming?.map(\.points.dailyVisit) == [9])
      #expect(try await visit(database, day: "2026-12-31", at: justBefore) == [1])
      #expect(try await visit(database, day: "2027-01-01", at: date) == [9])
      let after = try await policy(database, at: date)
      #expect((after.version, after.inForceFrom, after.upcoming) == (2, date, nil))
      #expect(
        try await database.count(
          "select count(*) from rewards.ledger_transactions where policy_version = 2") == 1)
    }
  }

  @Test("W7: a change at once is told without a date")
  func atOnce() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let changed = try await change(database, visitsWorth(2, from: start.adding(seconds: -1)))
      #expect(try changed.decisions[0].get() == PolicyVersion(version: 2))
      let told = try #require(try changed.events(RewardsPolicyChanged.self).first)
      #expect(told.inForceFrom == nil)
      #expect(try await visit(database, day: "2026-11-24", at: start) == [2])
    }
  }

  @Test("W7: while a change is scheduled, one before it is refused; a cancelled one never scores, nor its number again")
  func cancelled() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      _ = try await change(database, visitsWorth(9, from: date))
      _ = try await change(database, visitsWorth(11, from: date.adding(seconds: 60)))
      let refused = try await change(database, visitsWorth(2))
      let problem = try #require(refused.decisions[0].problem)
      #expect(problem.code == .policyChangePending)
      #expect(problem.detail.contains("Version 3 comes in force at 2027-01-01T00:01:00Z"))
      #expect(refused.emitted.isEmpty)
      let cancelled = try await cancel(database, 2)
      #expect(try cancelled.decisions[0].get().versions == [2, 3])
      #expect(try cancelled.events(RewardsPolicyChangeCancelled.self).map(\.versions) == [[2, 3]])
      #expect(try await cancel(database, 2).decisions[0].problem?.code == .policyVersionNotFound)
      #expect(try await cancel(database, 1).decisions[0].problem?.code == .policyAlreadyInForce)
      #expect(try await policy(database, at: date).version == 1)
      #expect(try await visit(database, day: "2027-01-01", at: date) == [1])
      #expect(try await change(database, visitsWorth(3), at: date).decisions[0].get() == PolicyVersion(version: 4))
      #expect(try await visit(database, day: "2027-01-02", at: date) == [3])
      #expect(
        try await database.count("select count(*) from rewards.policies where withdrawn_at is not null") == 2)
    }
  }

  @Test("W7: what follows builds on what is scheduled; a trial is of what is in force")
  func building() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      _ = try await change(database, visitsWorth(9, from: date))
      _ = try await change(database, ChangeRewardsPolicy(sponsorshipCents: 7, inForceFrom: date))
      let upcoming = try #require(try await policy(database, at: start).upcoming)
      #expect(upcoming.map(\.points.dailyVisit) == [9, 9])
      #expect(upcoming.map(\.sponsorshipCents) == [25_000, 7])
      let trial = try await database.handle(TryPolicyHandler(), [TryRewardsPolicy()], at: start)
      #expect(try trial.decisions[0].get().version == 1)
      #expect(try await policy(database, at: date).version == 3)
    }
  }

  @Test("R7: a quote under a version that was withdrawn is honoured with that version's terms")
  func withdrawnQuote() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      _ = try await change(database, ChangeRewardsPolicy(matchingCents: 77, inForceFrom: date))
      _ = try await cancel(database, 2)
      let charity = CharityID.make()
      try await database.register(charity)
      try await database.join(member, RewardPreference(option: .donate, charityId: charity))
      var hire = HireAttributed.hire(by: member)
      hire.quote.policyVersion = 2
      try await database.report([hire])
      #expect(try await database.balances()["platform:matching-expense eur-cents"] == 77)
    }
  }

  @Test("W7: a change and a cancellation at once: nothing that stays is built on what is withdrawn", arguments: 1...5)
  func concurrently(round: Int) async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      _ = try await change(database, visitsWorth(9, from: date))
      async let changed = change(database, ChangeRewardsPolicy(sponsorshipCents: 7, inForceFrom: date))
      async let cancelled = cancel(database, 2)
      let version = try await changed.decisions[0].get().version
      let withdrawn = try await cancelled.decisions[0].get().versions
      #expect(version == 3)
      let upcoming = try await policy(database, at: start).upcoming ?? []
      #expect(withdrawn == [2, 3] ? upcoming.isEmpty : withdrawn == [2])
      #expect(upcoming.allSatisfy { $0.version == 3 && $0.points.dailyVisit == 1 })
    }
  }

  @Test("A row that a process of the version before writes is in force at once, and changes build on it")
  func rollingUpgrade() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      // The statement of the version before, in which nothing but the points of a visit differs.
      _ = try await database.query(
        """
        insert into rewards.policies (
          version, recommendation_qualified_points, candidate_hired_points, sponsored_member_joined_points,
          daily_visit_points, beginner_threshold, confirmed_threshold, expert_threshold, beginner_cents, confirmed_cents,
          expert_cents, sponsorship_cents, matching_cents, listing_credits, time_zone, in_force_since
        )
        select 2, recommendation_qualified_points, candidate_hired_points, sponsored_member_joined_points, 4,
          beginner_threshold, confirmed_threshold, expert_threshold, beginner_cents, confirmed_cents, expert_cents,
          sponsorship_cents, matching_cents, listing_credits, time_zone, \(start)
        from rewards.policies
        """)
      #expect(try await policy(database, at: start).version == 2)
      #expect(try await visit(database, day: "2026-11-24", at: start) == [4])
      // Its clock may be ahead of this one.
      let earlier = start.adding(seconds: -1)
      let changed = try await change(database, ChangeRewardsPolicy(sponsorshipCents: 7), at: earlier)
      #expect(try changed.decisions[0].get() == PolicyVersion(version: 3))
      #expect(try await policy(database, at: start).points.dailyVisit == 4)
    }
  }

  @Test("The service's role may withdraw a version")
  func role() async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      _ = try await change(database, visitsWorth(9, from: date))
      try await database.pool.withTransaction { transaction in
        transaction.enqueue([
          "set local role rewards_service",
          "update rewards.policies set withdrawn_at = \(start) where version = 2",
        ])
      }
      #expect(try await policy(database, at: date).version == 1)
    }
  }
}

extension Result where Failure == Problem {
  /// Why it was refused.
  fileprivate var problem: Problem? {
    guard case .failure(let problem) = self else { return nil }
    return problem
  }
}
