import Messages
import PolicyVersions
import PostgreSQLClient
import RecommendationsDomain
import RecommendationsService
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

@Suite struct RecommendCandidateTests {
  @Test("R2, R7: a new candidate is attributed, quoted and registered")
  func attributed() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      let command = try community.recommendation(by: member, for: offer, email: "camille@example.org")
      let outcome = try await community.database.handle(community.recommend, [command])
      let result = try outcome.decisions[0].get()
      #expect(result.quote == Quote(level: .beginner, amountCents: 50_000, policyVersion: 1))
      #expect(!result.conflictOfInterest)
      let attributed = try #require(try outcome.events(RecommendationAttributed.self).first)
      #expect(attributed.memberId == member)
      #expect(attributed.recommendationId == result.recommendationId)
      let registered = try outcome.events(CandidateRegistered.self)
      #expect(registered.map(\.candidateId) == [result.candidateId])
      #expect(outcome.emitted.count == 2)
    }
  }

  @Test("R3, R8: a later member is refused, in the same batch and in another; nothing of the refused ones is left")
  func refused() async throws {
    try await Community.with { community in
      let (ada, grace) = (try await community.member(), try await community.member())
      let offer = try await community.offer()
      let first = try community.recommendation(by: ada, for: offer, email: "a@example.org", phone: "06 12 34 56 78")
      let second = try community.recommendation(by: grace, for: offer, email: "b@example.org", phone: "+33612345678")
      let outcome = try await community.database.handle(community.recommend, [first, second])
      _ = try outcome.decisions[0].get()
      #expect(code(outcome.decisions[1]) == .candidateAlreadyAttributed)
      let refused = try outcome.events(RecommendationRefused.self)
      #expect(refused.map(\.memberId) == [grace])
      #expect(refused.map(\.code) == [.candidateAlreadyAttributed])
      guard case .failure(let problem) = outcome.decisions[1] else { return }
      #expect(!problem.detail.contains(ada.description))
      let again = try await community.database.handle(community.recommend, [second])
      #expect(code(again.decisions[0]) == .candidateAlreadyAttributed)
      for table in Community.Table.allCases {
        #expect(try await community.count(table) == (table == .keys ? 2 : 1))
      }
      // R1: the refused one took no slot, and "b@example.org" is nobody's.
      let other = try community.recommendation(by: grace, for: offer, email: "b@example.org")
      _ = try await community.database.handle(community.recommend, [other]).decisions[0].get()
    }
  }

  @Test("R1: one candidate per offer and member, across batches and within one")
  func slot() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      let commands = try ["a@example.org", "b@example.org"].map {
        try community.recommendation(by: member, for: offer, email: $0)
      }
      let outcome = try await community.database.handle(community.recommend, commands)
      #expect(code(outcome.decisions[1]) == .alreadyRecommendedForOffer)
      let again = try await community.database.handle(community.recommend, [commands[1]])
      #expect(code(again.decisions[0]) == .alreadyRecommendedForOffer)
      #expect(try await community.count(.candidates) == 1)
    }
  }

  @Test("R2: the owner recommends the same candidate for another offer; it is the same candidate")
  func acrossOffers() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let first = try await community.attribute(
        by: member, for: try await community.offer(), email: "Camille@Example.org")
      let second = try await community.attribute(
        by: member, for: try await community.offer(), email: "camille@example.org")
      #expect(first.candidateId == second.candidateId)
    }
  }

  @Test("R4: a submission that names two candidates tells staff, the oldest first")
  func conflict() async throws {
    try await Community.with { community in
      let (ada, grace) = (try await community.member(), try await community.member())
      let offer = try await community.offer()
      let older = try await community.attribute(by: ada, for: offer, email: "a@example.org")
      let younger = try await community.attribute(
        by: grace, for: offer, email: "b@example.org", phone: "+33612345678")
      let next = try await community.offer()
      let both = try [grace, ada].map {
        try community.recommendation(by: $0, for: next, email: "a@example.org", phone: "+33612345678")
      }
      let outcome = try await community.database.handle(community.recommend, both)
      #expect(code(outcome.decisions[0]) == .candidateAlreadyAttributed)
      #expect(try outcome.decisions[1].get().candidateId == older.candidateId)
      let conflicts = try outcome.events(CandidateIdentityConflict.self)
      #expect(conflicts.map(\.candidateIds) == Array(repeating: [older.candidateId, younger.candidateId], count: 2))
    }
  }

  @Test("R5: nobody recommends themselves")
  func oneself() async throws {
    try await Community.with { community in
      let offer = try await community.offer()
      let command = try community.recommendation(by: .make(), for: offer, email: "me@example.org")
      let member = try await community.member(keys: community.recommend.keys(of: command, for: nil))
      let own = try community.recommendation(by: member, for: offer, email: "ME@example.org")
      let outcome = try await community.database.handle(community.recommend, [own])
      #expect(code(outcome.decisions[0]) == .selfRecommendation)
      #expect(try await community.count(.keys) == 0)
    }
  }

  @Test("R6: a colleague is flagged")
  func ownCompany() async throws {
    try await Community.with { community in
      let member = try await community.member(employer: Employer(name: "Hélice SAS"))
      let result = try await community.attribute(
        by: member, for: try await community.offer(), email: "a@example.org", employer: Employer(name: "helice"))
      #expect(result.conflictOfInterest)
    }
  }

  @Test("R7: a later level or policy does not touch what was quoted, only what is quoted then")
  func frozen() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let before = try await community.attribute(
        by: member, for: try await community.offer(), email: "a@example.org")
      _ = try await community.database.handle(
        LevelChangedHandler(), [LevelChanged(memberId: member, from: .beginner, to: .confirmed, points: 150)])
      _ = try await community.database.handle(PolicyChangedHandler(BonusPolicies.versions), [policy(version: 2)])
      let after = try await community.attribute(
        by: member, for: try await community.offer(), email: "b@example.org")
      #expect(after.quote == Quote(level: .confirmed, amountCents: 80_000, policyVersion: 2))
      let stored = try await community.database.handle(
        GetRecommendationHandler(), [GetRecommendation(recommendationId: before.recommendationId)])
      #expect(try stored.decisions[0].get().quote == before.quote)
      #expect(before.quote.amountCents == 50_000)
    }
  }

  @Test("An id that is another recommendation's is refused without an event, so that nothing is said of that one")
  func usedID() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let first = try await community.attribute(by: member, for: try await community.offer(), email: "a@example.org")
      let again = try community.recommendation(
        by: member, for: try await community.offer(), email: "b@example.org", id: first.recommendationId)
      let outcome = try await community.database.handle(community.recommend, [again])
      #expect(code(outcome.decisions[0]) == .idAlreadyUsed)
      #expect(outcome.emitted.isEmpty)
      #expect(try await community.count(.keys) == 1)
    }
  }

  @Test("R10: an offer or a member not heard of yet is refused by the reply alone; heard of in part is not heard of")
  func notHeardOf() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      let risen = MemberID.make()
      _ = try await community.database.handle(
        LevelChangedHandler(), [LevelChanged(memberId: risen, from: .beginner, to: .confirmed, points: 150)])
      let unpublished = OfferID.make()
      _ = try await community.database.handle(
        OfferClosedHandler(), [OfferClosed(offerId: unpublished, reason: .expired)])
      let unknown: [(MemberID, OfferID, ProblemCode)] = [
        (member, .make(), .offerNotOpen), (member, unpublished, .offerNotOpen), (.make(), offer, .memberNotActive),
        (risen, offer, .memberNotActive),
      ]
      for (member, offer, expected) in unknown {
        let command = try community.recommendation(by: member, for: offer, email: "a@example.org")
        let outcome = try await community.database.handle(community.recommend, [command])
        #expect(code(outcome.decisions[0]) == expected)
        #expect(outcome.emitted.isEmpty)
      }
      _ = try await community.database.handle(MemberLeftHandler(), [MemberLeft(memberId: risen)])
      let command = try community.recommendation(by: risen, for: offer, email: "a@example.org")
      let outcome = try await community.database.handle(community.recommend, [command])
      #expect(try outcome.events(RecommendationRefused.self).map(\.code) == [.memberNotActive])
    }
  }

  @Test(
    "a telephone number that is none is invalid, and leaves nothing", arguments: ["call me", "12", "06 12 34 56 78"])
  func phone(text: String) async throws {
    try await Community.with { community in
      let member = try await community.member()
      let command = try community.recommendation(
        by: member, for: try await community.offer(), email: "a@example.org", phone: text)
      let outcome = try await community.database.handle(community.recommend, [command])
      guard text.count < 10 else {
        _ = try outcome.decisions[0].get()
        return
      }
      #expect(code(outcome.decisions[0]) == .invalidMessage)
      guard case .failure(let problem) = outcome.decisions[0] else { return }
      #expect(problem.errors?.map(\.field) == ["candidate.phone"])
      #expect(outcome.emitted.isEmpty)
      #expect(try await community.count(.keys) == 0)
    }
  }

  @Test("the candidate's language travels to whoever writes to them")
  func language() async throws {
    try await Community.with { community in
      let member = try await community.member()
      var english = try community.recommendation(by: member, for: try await community.offer(), email: "a@example.org")
      english.candidate.locale = .english
      let silent = try community.recommendation(by: member, for: try await community.offer(), email: "b@example.org")
      let outcome = try await community.database.handle(community.recommend, [english, silent])
      #expect(try outcome.events(CandidateRegistered.self).map(\.language) == [.english, nil])
    }
  }

  private func policy(version: Int) -> RewardsPolicyChanged {
    let terms = RewardTerms(
      version: version,
      points: PointsScale(
        recommendationQualified: 20, candidateHired: 100, sponsoredMemberJoined: 30, dailyVisit: 1),
      levels: LevelThresholds(beginner: 0, confirmed: 150, expert: 500),
      amounts: BonusAmounts(beginner: 60_000, confirmed: 80_000, expert: 90_000),
      sponsorshipCents: 25_000, matchingCents: 25_000, listingCredits: 3)
    return RewardsPolicyChanged(RewardsPolicy(terms))
  }
}

/// The code of a refusal.
func code<Success>(_ decision: Result<Success, Problem>) -> ProblemCode? {
  guard case .failure(let problem) = decision else { return nil }
  return problem.code
}
