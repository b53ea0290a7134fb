import Messages
import PolicyVersions
import PostgreSQLClient
import RecommendationsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Policies by date, as recommendations go by them")
struct PolicyByDateTests {
  private let start = Timestamp("2026-11-24T10:00:00Z")!
  private let date = Timestamp("2026-12-24T10:00:00Z")!
  private var justBefore: Timestamp { Timestamp(microseconds: date.microseconds - 1) }

  /// A version of the rewards policy that pays beginners an amount.
  private func paying(_ cents: Cents, version: Int, from date: Timestamp? = nil) -> RewardsPolicyChanged {
    let terms = RewardTerms(
      version: version,
      points: PointsScale(recommendationQualified: 20, candidateHired: 100, sponsoredMemberJoined: 30, dailyVisit: 1),
      levels: LevelThresholds(beginner: 0, confirmed: 150, expert: 500),
      amounts: BonusAmounts(beginner: cents, confirmed: 80_000, expert: 90_000),
      sponsorshipCents: 25_000, matchingCents: 25_000, listingCredits: 3)
    return RewardsPolicyChanged(RewardsPolicy(terms, inForceFrom: date))
  }

  private func learn(_ community: Community, _ events: [RewardsPolicyChanged]) async throws {
    _ = try await community.database.handle(PolicyChangedHandler(BonusPolicies.versions), events, at: start)
  }

  private func learnCancelled(_ community: Community, _ versions: [Int]) async throws {
    let event = RewardsPolicyChangeCancelled(versions: versions)
    _ = try await community.database.handle(PolicyChangeCancelledHandler(BonusPolicies.versions), [event], at: start)
  }

  /// What a new recommendation is quoted at an instant: cents and version.
  private func quote(_ community: Community, at now: Timestamp) async throws -> [Int] {
    let result = try await community.attribute(
      by: try await community.member(), for: try await community.offer(), email: "\(MemberID.make())@example.org",
      at: now)
    return [result.quote.amountCents.rawValue, result.quote.policyVersion]
  }

  @Test("R7: a scheduled amount is quoted from its instant on")
  func scheduled() async throws {
    try await Community.with { community in
      try await learn(community, [paying(60_000, version: 2, from: date)])
      #expect(try await quote(community, at: justBefore) == [50_000, 1])
      #expect(try await quote(community, at: date) == [60_000, 2])
    }
  }

  @Test("R7: in whatever order versions are told, each is quoted in its time", arguments: [false, true])
  func anyOrder(reversed: Bool) async throws {
    try await Community.with { community in
      let events = [
        paying(51_000, version: 2), paying(60_000, version: 3, from: date),
        paying(70_000, version: 4, from: date.adding(seconds: 60)),
      ]
      for event in reversed ? events.reversed() : events { try await learn(community, [event]) }
      #expect(try await quote(community, at: justBefore) == [51_000, 2])
      #expect(try await quote(community, at: date) == [60_000, 3])
      #expect(try await quote(community, at: date.adding(seconds: 60)) == [70_000, 4])
    }
  }

  @Test("R7: a cancelled version is never quoted, also where the cancellation is told first", arguments: [false, true])
  func cancelled(cancellationFirst: Bool) async throws {
    try await Community.with { community in
      let events = [paying(60_000, version: 2, from: date), paying(70_000, version: 3, from: date)]
      if cancellationFirst { try await learnCancelled(community, [2, 3]) }
      try await learn(community, events)
      if !cancellationFirst { try await learnCancelled(community, [2, 3]) }
      try await learnCancelled(community, [2, 3])
      #expect(try await quote(community, at: date) == [50_000, 1])
      try await learn(community, [paying(55_000, version: 4)])
      #expect(try await quote(community, at: date) == [55_000, 4])
    }
  }

  @Test("R7: a row that a process of the version before writes is quoted from at once")
  func rollingUpgrade() async throws {
    try await Community.with { community in
      _ = try await community.database.query(
        """
        insert into recommendations.bonus_policies (version, beginner_cents, confirmed_cents, expert_cents)
        values (2, 53000, 80000, 90000)
        """)
      #expect(try await quote(community, at: start) == [53_000, 2])
    }
  }

  @Test("R2: a scheduled validity ends what is attributed from its instant on")
  func validity() async throws {
    try await Community.with { community in
      let change = ChangeRecommendationsPolicy(attributionValidityDays: .replace(1), inForceFrom: date)
      let changed = try await community.database.handle(ChangePolicyHandler(), [change], at: start)
      #expect(try changed.decisions[0].get() == PolicyVersion(version: 2, inForceFrom: date))
      let asked = try await community.database.handle(GetPolicyHandler(), [GetRecommendationsPolicy()], at: start)
      #expect(
        try asked.decisions[0].get()
          == RecommendationsPolicy(
            AttributionTerms(version: 1, refusalsPerDay: 1000),
            upcoming: [
              RecommendationsPolicy(
                AttributionTerms(version: 2, attributionValidityDays: 1, refusalsPerDay: 1000), inForceFrom: date)
            ]))
      _ = try await quote(community, at: justBefore)
      _ = try await quote(community, at: date)
      let ends = try await community.database.query(
        "select expires_at from recommendations.candidates order by attributed_at")
      #expect(try ends.decode(Timestamp?.self) == [nil, date.adding(seconds: 86_400)])
    }
  }

  @Test("R2: a change before a scheduled one is refused; a cancelled one never counts, nor does its number")
  func refusals() async throws {
    try await Community.with { community in
      func change(_ days: Int, from date: Timestamp? = nil) async throws -> Result<PolicyVersion, Problem> {
        let command = ChangeRecommendationsPolicy(attributionValidityDays: .replace(days), inForceFrom: date)
        return try await community.database.handle(ChangePolicyHandler(), [command], at: start).decisions[0]
      }
      func cancel(_ version: Int) async throws -> Result<CancelledPolicyVersions, Problem> {
        let command = CancelRecommendationsPolicyChange(version: version)
        return try await community.database.handle(CancelPolicyChangeHandler(), [command], at: start).decisions[0]
      }
      _ = try await change(1, from: date)
      #expect(code(try await change(2)) == .policyChangePending)
      #expect(code(try await cancel(1)) == .policyAlreadyInForce)
      #expect(code(try await cancel(7)) == .policyVersionNotFound)
      #expect(try await cancel(2).get().versions == [2])
      #expect(code(try await cancel(2)) == .policyVersionNotFound)
      #expect(try await change(3).get() == PolicyVersion(version: 3))
    }
  }
}
