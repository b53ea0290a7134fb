import Corrections
import Messages
import PolicyVersions
import RecommendationsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Hires that two people attribute")
struct TwoPeopleTests {
  private typealias Confirmation = ConfirmDecision<TrailOf.Recommendations>

  private let confirming = ConfirmDecisionHandler<TrailOf.Recommendations>(
    Confirmable(AttributeHireHandler()), Confirmable(ChangePolicyHandler()),
    Confirmable(CancelPolicyChangeHandler()))

  private func limit(
    _ community: Community, _ limit: Patch<Cents>, by actor: String = "ada"
  ) async throws -> PolicyVersion {
    try await community.database.handle(
      ChangePolicyHandler.withTwoPeople, [ChangeRecommendationsPolicy(twoPeopleAboveCents: limit)],
      by: actor
    ).decisions[0].get()
  }

  private func confirm(
    _ community: Community, _ id: DecisionID?, by actor: String
  ) async throws -> ServiceDatabase.Outcome<Result<Confirmation.Result, Problem>> {
    try await community.database.handle(
      confirming, [Confirmation(decisionId: try #require(id))], by: actor)
  }

  @Test(
    "A2, H2: above the policy's limit a hire is attributed by hand by two people, at or below it by one",
    arguments: [nil, 49_999, 50_000, 50_001] as [Int?])
  func attributed(cents: Int?) async throws {
    try await Community.with { community in
      let waits = cents.map { $0 < 50_000 } ?? false
      if let cents { #expect(try await limit(community, .replace(Cents(cents))).version == 2) }
      let member = try await community.member()
      let offer = try await community.offer()
      let report = HireReported(
        applicationId: "17", sourceSystem: "ats", offerId: offer,
        candidate: HiredCandidate(email: EmailAddress("a@example.org")), hiredAt: .now)
      let hire = try await community.database.handle(community.reportHire, [report]).decisions[0]
        .get().hireId
      let known = try await community.attribute(by: member, for: offer, email: "a@example.org")
      let command = AttributeHire(
        hireId: hire, recommendationId: known.recommendationId, reason: "known to us")
      let asked = try await community.database.handle(
        AttributeHireHandler.withTwoPeople, [command], by: "ada")
      let answer = try asked.decisions[0].get()
      #expect((answer.state == .waiting) == waits && (answer.decisionId != nil) == waits)
      #expect(try asked.events(HireAttributed.self).isEmpty == waits)
      #expect(
        try asked.events(DecisionRequested<TrailOf.Recommendations>.self).count == (waits ? 1 : 0))
      guard waits else { return }
      let same = try await confirm(community, answer.decisionId, by: "Ada")
      #expect(throws: Problem(.sameActor)) { try same.decisions[0].get() }
      let confirmed = try await confirm(community, answer.decisionId, by: "grace")
      #expect(
        try confirmed.events(HireAttributed.self).map(\.recommendationId) == [
          known.recommendationId
        ])
      #expect(try confirmed.decisions[0].get().command == "recommendations.attribute-hire")
      // What one asked for twice is in force once.
      let again = try await community.database.handle(
        AttributeHireHandler.withTwoPeople, [command], by: "ada")
      #expect(throws: Problem(.hireAlreadyAttributed)) { try again.decisions[0].get() }
    }
  }

  @Test("A2: the limit is not taken back by one before it is in force")
  func scheduled() async throws {
    try await Community.with { community in
      let change = ChangeRecommendationsPolicy(
        twoPeopleAboveCents: .replace(10_000), inForceFrom: Timestamp.now.adding(seconds: 86_400))
      _ = try await community.database.handle(ChangePolicyHandler.withTwoPeople, [change], by: "ada").decisions[0].get()
      let cancelled = try await community.database.handle(
        CancelPolicyChangeHandler.withTwoPeople, [CancelRecommendationsPolicyChange(version: 2)], by: "eve"
      ).decisions[0].get()
      #expect(cancelled.versions == nil && cancelled.state == .waiting)
      #expect(
        try await confirm(community, cancelled.decisionId, by: "grace").decisions[0].get().command
          == "recommendations.cancel-policy-change")
    }
  }

  @Test(
    "A2: the limit itself, once it is there, is changed or lifted by two people",
    arguments: [nil, 90_000] as [Int?])
  func lifted(cents: Int?) async throws {
    try await Community.with { community in
      #expect(try await limit(community, .replace(10_000)).version == 2)
      let answer = try await limit(community, cents.map { .replace(Cents($0)) } ?? .remove)
      #expect(answer.state == .waiting && answer.version == nil)
      let policy = try await community.database.handle(
        GetPolicyHandler(), [GetRecommendationsPolicy()])
      #expect(try policy.decisions[0].get().twoPeopleAboveCents == 10_000)
      _ = try await confirm(community, answer.decisionId, by: "grace").decisions[0].get()
      let after = try await community.database.handle(
        GetPolicyHandler(), [GetRecommendationsPolicy()])
      #expect(try after.decisions[0].get().twoPeopleAboveCents == cents.map { Cents($0) })
      // The rest goes on by one.
      let days = ChangeRecommendationsPolicy(attributionValidityDays: .replace(30))
      let changed = try await community.database.handle(
        ChangePolicyHandler.withTwoPeople, [days], by: "ada")
      #expect(try changed.decisions[0].get().version == 4)
    }
  }
}
