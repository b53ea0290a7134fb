import Messages
import PolicyVersions
import PostgreSQLClient
import RecommendationsService
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

@Suite struct ProjectionTests {
  @Test("M5: who left recommends no more, even when the departure was known before the joining")
  func departure() async throws {
    try await Community.with { community in
      let offer = try await community.offer()
      let known = try await community.member()
      let early = MemberID.make()
      let joined = MemberJoined(
        memberId: early, sectors: [try #require(SectorCode("J"))], zones: [try #require(ZoneCode("FR"))],
        charterVersion: "1", identityKeys: [], locale: .french)
      _ = try await community.database.handle(
        MemberLeftHandler(), [MemberLeft(memberId: known), MemberLeft(memberId: early), MemberLeft(memberId: early)])
      _ = try await community.database.handle(MemberJoinedHandler(), [joined])
      for member in [known, early, .make()] {
        let command = try community.recommendation(by: member, for: offer, email: "a@example.org")
        let outcome = try await community.database.handle(community.recommend, [command])
        #expect(code(outcome.decisions[0]) == .memberNotActive)
      }
    }
  }

  @Test("O1: a closed offer is not open, even when the closing was known before the publication")
  func closing() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let early = OfferID.make()
      _ = try await community.database.handle(OfferClosedHandler(), [OfferClosed(offerId: early, reason: .filled)])
      let published = OfferPublished(
        offerId: early, companyId: .make(), title: "Engineer", sector: try #require(SectorCode("J62")),
        zone: try #require(ZoneCode("FR")), publishedAt: .now, paidWith: .contract)
      _ = try await community.database.handle(OfferPublishedHandler(), [published, published])
      let command = try community.recommendation(by: member, for: early, email: "a@example.org")
      let outcome = try await community.database.handle(community.recommend, [command])
      #expect(code(outcome.decisions[0]) == .offerNotOpen)
      #expect(try outcome.events(RecommendationRefused.self).map(\.code) == [.offerNotOpen])
    }
  }

  @Test("M3: when a new version of the charter is in force, a member signs before the next recommendation")
  func charter() async throws {
    try await Community.with { community in
      let member = try await community.member(charter: "1")
      let offer = try await community.offer()
      _ = try await community.database.handle(
        CharterPublishedHandler(),
        [
          CharterPublished(charterVersion: "2", inForceSince: second(200)),
          CharterPublished(charterVersion: "1", inForceSince: second(100)),
        ])
      let command = try community.recommendation(by: member, for: offer, email: "a@example.org")
      let outcome = try await community.database.handle(community.recommend, [command])
      #expect(code(outcome.decisions[0]) == .charterOutdated)
      _ = try await community.database.handle(
        CharterSignedHandler(), [CharterSigned(memberId: member, charterVersion: "2")])
      _ = try await community.database.handle(community.recommend, [command]).decisions[0].get()
    }
  }

  @Test("The newest profile counts, whatever the order of arrival; so does the newest level")
  func revisions() async throws {
    try await Community.with { community in
      let member = try await community.member(employer: Employer(name: "Old"))
      func profile(_ revision: Int, _ employer: String) throws -> ProfileUpdated {
        ProfileUpdated(
          memberId: member, revision: revision, sectors: [try #require(SectorCode("J"))],
          zones: [try #require(ZoneCode("FR"))], employer: Employer(name: employer), charterVersion: "1",
          identityKeys: [], locale: .french)
      }
      _ = try await community.database.handle(ProfileUpdatedHandler(), [try profile(3, "New"), try profile(2, "Mid")])
      _ = try await community.database.handle(ProfileUpdatedHandler(), [try profile(2, "Mid")])
      func level(_ revision: Int, _ level: Level) -> LevelChanged {
        LevelChanged(memberId: member, from: .beginner, to: level, points: 500, revision: revision)
      }
      _ = try await community.database.handle(LevelChangedHandler(), [level(9, .expert), level(8, .confirmed)])
      _ = try await community.database.handle(LevelChangedHandler(), [level(8, .confirmed)])
      let result = try await community.attribute(
        by: member, for: try await community.offer(), email: "a@example.org", employer: Employer(name: "new"))
      #expect(result.conflictOfInterest)
      #expect(result.quote.level == .expert)
    }
  }

  @Test("R2: a changed policy counts from then on; its version is answered")
  func policy() async throws {
    try await Community.with { community in
      let changes = [
        ChangeRecommendationsPolicy(attributionValidityDays: .replace(1)), ChangeRecommendationsPolicy(),
      ]
      let changed = try await community.database.handle(ChangePolicyHandler(), changes)
      #expect(try changed.decisions.map { try $0.get().version } == [2, 3])
      let asked = try await community.database.handle(GetPolicyHandler(), [GetRecommendationsPolicy()])
      #expect(
        try asked.decisions[0].get()
          == RecommendationsPolicy(AttributionTerms(version: 3, attributionValidityDays: 1, refusalsPerDay: 1000)))
      let (ada, grace) = (try await community.member(), try await community.member())
      let offer = try await community.offer()
      let now = Timestamp.now
      let first = try await community.attribute(by: ada, for: offer, email: "a@example.org", at: now)
      let later = now.adding(seconds: 86_401)
      let second = try await community.attribute(by: grace, for: offer, email: "a@example.org", at: later)
      #expect(first.candidateId == second.candidateId)
      _ = try await community.database.handle(
        ChangePolicyHandler(), [ChangeRecommendationsPolicy(attributionValidityDays: .remove)], at: now)
      let lifted = try await community.database.handle(GetPolicyHandler(), [GetRecommendationsPolicy()])
      #expect(
        try lifted.decisions[0].get() == RecommendationsPolicy(AttributionTerms(version: 4, refusalsPerDay: 1000)))
    }
  }

  @Test("Q1, Q2: the states of a recommendation are told in order, whichever event came first")
  func history() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      let attributed = try await community.attribute(by: member, for: offer, email: "a@example.org")
      let id = attributed.recommendationId
      let candidacy = CandidacyID.make()
      let company = CompanyID.make()
      let later = Timestamp.now.adding(seconds: 60)
      _ = try await community.database.handle(
        CandidateTransmittedHandler(),
        [CandidateTransmitted(candidacyId: candidacy, offerId: offer, companyId: company)], at: later)
      _ = try await community.database.handle(
        CandidacyOpenedHandler(),
        [
          CandidacyOpened(
            candidacyId: candidacy, recommendationId: id, candidateId: attributed.candidateId, offerId: offer,
            companyId: company)
        ], at: later)
      _ = try await community.database.handle(
        CandidateQualifiedHandler(),
        [CandidateQualified(recommendationId: id, memberId: member, offerId: offer)], at: later)
      let outcome = try await community.database.handle(
        GetRecommendationHandler(),
        [GetRecommendation(recommendationId: id), GetRecommendation(recommendationId: .make())])
      let answer = try outcome.decisions[0].get()
      #expect(answer.state == .transmitted)
      #expect(answer.history.map(\.state) == [.attributed, .qualified, .transmitted])
      #expect(code(outcome.decisions[1]) == .recommendationNotFound)
    }
  }
}
