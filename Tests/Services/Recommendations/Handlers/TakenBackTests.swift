import MessageHandling
import Messages
import PostgreSQLClient
import RecommendationsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("Recommendations and candidates that are taken back")
struct TakenBackTests {
  private func withdraw(
    _ id: RecommendationID, by member: MemberID, in community: Community
  ) async throws -> ServiceDatabase.Outcome<Result<Accepted, Problem>> {
    try await community.database.handle(
      WithdrawRecommendationHandler(), [WithdrawRecommendation(recommendationId: id, memberId: member)])
  }

  @Test("R9: a withdrawal is told, frees the slot, and leaves the candidate the member's")
  func withdrawn() async throws {
    try await Community.with { community in
      let (ada, grace) = (try await community.member(), try await community.member())
      let offer = try await community.offer()
      let first = try await community.attribute(by: ada, for: offer, email: "a@example.org")
      let outcome = try await withdraw(first.recommendationId, by: ada, in: community)
      _ = try outcome.decisions[0].get()
      #expect(
        try outcome.events(RecommendationWithdrawn.self) == [
          RecommendationWithdrawn(
            recommendationId: first.recommendationId, offerId: offer, memberId: ada, candidateId: first.candidateId)
        ])
      #expect(try await community.progress(of: first.recommendationId).state == .withdrawn)
      #expect(
        try await community.progress(of: first.recommendationId).history.map(\.state) == [.attributed, .withdrawn])
      let others = try community.recommendation(by: grace, for: offer, email: "a@example.org")
      #expect(
        code(try await community.database.handle(community.recommend, [others]).decisions[0])
          == .candidateAlreadyAttributed)
      // R1: the slot is taken once more, by the same candidate, and taken back once more.
      let second = try await community.attribute(by: ada, for: offer, email: "a@example.org")
      #expect(second.candidateId == first.candidateId)
      _ = try await withdraw(second.recommendationId, by: ada, in: community).decisions[0].get()
      try await community.attribute(by: ada, for: offer, email: "c@example.org")
    }
  }

  @Test("R9: another's, or none, is not found; what is decided, ended or taken back is so already")
  func refused() async throws {
    try await Community.with { community in
      let (ada, grace) = (try await community.member(), try await community.member())
      let known = try await (0..<5).asyncMap { number in
        try await community.attribute(by: ada, for: try await community.offer(), email: "a\(number)@example.org")
          .recommendationId
      }
      for id in [known[0], .make()] {
        let outcome = try await withdraw(id, by: grace, in: community)
        #expect(code(outcome.decisions[0]) == .recommendationNotFound)
        #expect(outcome.emitted.isEmpty)
      }
      _ = try await community.database.handle(
        CandidateQualifiedHandler(),
        [CandidateQualified(recommendationId: known[0], memberId: ada, offerId: .make(), revision: 1)])
      _ = try await community.database.handle(
        CandidateRejectedHandler(),
        [CandidateRejected(recommendationId: known[1], memberId: ada, offerId: .make(), revision: 1)])
      _ = try await withdraw(known[2], by: ada, in: community).decisions[0].get()
      for id in known.prefix(3) {
        #expect(code(try await withdraw(id, by: ada, in: community).decisions[0]) == .alreadyDecided)
      }
      let both = [known[3], known[3]].map { WithdrawRecommendation(recommendationId: $0, memberId: ada) }
      let outcome = try await community.database.handle(WithdrawRecommendationHandler(), both)
      #expect(code(outcome.decisions[0]) == nil && code(outcome.decisions[1]) == .alreadyDecided)
      #expect(outcome.emitted.count == 1)
    }
  }

  @Test("R9, O8: once an offer is filled nothing of it is taken back, also before its recommendations have ended")
  func offerOver() async throws {
    try await Community.with { community in
      let ada = try await community.member()
      for reason in ClosingReason.allCases {
        let offer = try await community.offer()
        let known = try await community.attribute(by: ada, for: offer, email: "\(reason)@example.org")
        _ = try await community.database.handle(
          OfferClosedHandler(), [OfferClosed(offerId: offer, reason: reason, revision: 2)])
        let outcome = try await withdraw(known.recommendationId, by: ada, in: community)
        #expect(code(outcome.decisions[0]) == (reason == .expired ? nil : .alreadyDecided), "\(reason)")
      }
    }
  }

  @Test("R9: what qualification had decided a moment before stands, and the slot may be taken all the same")
  func decidedBefore() async throws {
    try await Community.with { community in
      let ada = try await community.member()
      let offer = try await community.offer()
      let known = try await community.attribute(by: ada, for: offer, email: "a@example.org")
      _ = try await withdraw(known.recommendationId, by: ada, in: community).decisions[0].get()
      try await community.attribute(by: ada, for: offer, email: "b@example.org")
      _ = try await community.database.handle(
        CandidateQualifiedHandler(),
        [CandidateQualified(recommendationId: known.recommendationId, memberId: ada, offerId: offer, revision: 1)])
      #expect(try await community.progress(of: known.recommendationId).state == .qualified)
    }
  }

  @Test("R9, A2: a released candidate belongs to the next who recommends; what was recommended before goes on")
  func released() async throws {
    try await Community.with { community in
      let (ada, grace) = (try await community.member(), try await community.member())
      let first = try await community.attribute(by: ada, for: try await community.offer(), email: "a@example.org")
      let release = ReleaseCandidate(candidateId: first.candidateId, reason: "asked for by the candidate")
      let outcome = try await community.database.handle(ReleaseCandidateHandler(), [release, release], by: "jeanne")
      for decision in outcome.decisions { _ = try decision.get() }
      #expect(
        try outcome.events(CandidateReleased.self) == [
          CandidateReleased(candidateId: first.candidateId, memberId: ada, reason: "asked for by the candidate")
        ])
      let again = try await community.database.handle(ReleaseCandidateHandler(), [release], by: "jeanne")
      #expect(again.emitted.isEmpty)
      let second = try await community.attribute(by: grace, for: try await community.offer(), email: "a@example.org")
      #expect(second.candidateId == first.candidateId)
      let later = try community.recommendation(
        by: ada, for: try await community.offer(), email: "a@example.org")
      #expect(
        code(try await community.database.handle(community.recommend, [later]).decisions[0])
          == .candidateAlreadyAttributed)
      #expect(try await community.progress(of: first.recommendationId).state == .attributed)
      let unknown = ReleaseCandidate(candidateId: .make(), reason: "unknown")
      let none = try await community.database.handle(ReleaseCandidateHandler(), [unknown], by: "jeanne")
      #expect(code(none.decisions[0]) == .candidateNotFound)
    }
  }

  @Test("R2, R9: of many who recommend a released candidate at once exactly one has them")
  func releasedRace() async throws {
    try await Community.with { community in
      let ada = try await community.member()
      let first = try await community.attribute(by: ada, for: try await community.offer(), email: "x@example.org")
      let release = ReleaseCandidate(candidateId: first.candidateId, reason: "asked for")
      _ = try await community.database.handle(ReleaseCandidateHandler(), [release], by: "jeanne")
      let offer = try await community.offer()
      let members = try await (0..<12).asyncMap { _ in try await community.member() }
      let codes = try await withThrowingTaskGroup(of: ProblemCode?.self) { group in
        for member in members {
          let command = try community.recommendation(by: member, for: offer, email: "x@example.org")
          group.addTask { code(try await community.database.handle(community.recommend, [command]).decisions[0]) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(codes.count { $0 == nil } == 1)
      #expect(codes.count { $0 == .candidateAlreadyAttributed } == 11)
    }
  }
}
