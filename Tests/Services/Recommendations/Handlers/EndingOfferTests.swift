import MessageHandling
import Messages
import PostgreSQLClient
import RecommendationsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("What is under way when an offer is filled or cancelled")
struct EndingOfferTests {
  /// Runs the work until nothing is left; what it told.
  private func end(_ community: Community, pieceSize: Int = 500) async throws -> [RecommendationClosed] {
    var told: [RecommendationClosed] = []
    while true {
      let (next, emitted) = try await community.database.run(EndingOffers(pieceSize: pieceSize))
      told += try emitted.map {
        try MessageCoder().decode(CloudEvent<RecommendationClosed>.self, from: $0.body).data
      }
      guard next == .immediately else { return told }
    }
  }

  private func close(_ offer: OfferID, _ reason: ClosingReason, in community: Community) async throws {
    _ = try await community.database.handle(
      OfferClosedHandler(), [OfferClosed(offerId: offer, reason: reason, revision: 2)])
  }

  @Test("O8: each recommendation under way ends once, in pieces; what is decided or taken back stays as it is")
  func ends() async throws {
    try await Community.with { community in
      let offer = try await community.offer()
      let other = try await community.offer()
      let members = try await (0..<7).asyncMap { _ in try await community.member() }
      var known: [RecommendationID] = []
      for (number, member) in members.enumerated() {
        let result = try await community.attribute(by: member, for: offer, email: "a\(number)@example.org")
        known.append(result.recommendationId)
      }
      let elsewhere = try await community.attribute(by: members[0], for: other, email: "a0@example.org")
      _ = try await community.database.handle(
        CandidateRejectedHandler(),
        [CandidateRejected(recommendationId: known[1], memberId: members[1], offerId: offer, revision: 1)])
      _ = try await community.database.handle(
        WithdrawRecommendationHandler(),
        [WithdrawRecommendation(recommendationId: known[2], memberId: members[2])])
      try await close(offer, .filled, in: community)
      let told = try await end(community, pieceSize: 2)
      let ended = [0, 3, 4, 5, 6]
      #expect(
        Set(told)
          == Set(
            ended.map {
              RecommendationClosed(
                recommendationId: known[$0], offerId: offer, memberId: members[$0], reason: .filled)
            }))
      #expect(told.count == ended.count)
      for (number, id) in known.enumerated() {
        let expected: RecommendationState = number == 1 ? .rejected : number == 2 ? .withdrawn : .offerClosed
        #expect(try await community.progress(of: id).state == expected)
      }
      #expect(try await community.progress(of: elsewhere.recommendationId).state == .attributed)
      // Told again, it ends nothing again.
      try await close(offer, .filled, in: community)
      #expect(try await end(community).isEmpty)
    }
  }

  @Test("O8: an offer that expires ends nothing; one that is cancelled does", arguments: ClosingReason.allCases)
  func reasons(reason: ClosingReason) async throws {
    try await Community.with { community in
      let offer = try await community.offer()
      let member = try await community.member()
      try await community.attribute(by: member, for: offer, email: "a@example.org")
      try await close(offer, reason, in: community)
      #expect(try await end(community).map(\.reason) == (reason == .expired ? [] : [reason]))
    }
  }

  @Test("O8: an interview still before it is under way after a withdrawn hire, too; what a hire in force has is not")
  func hiredBeforeTheInterview() async throws {
    try await Community.with { community in
      let offer = try await community.offer()
      var known: [RecommendationID] = []
      for email in ["a@example.org", "b@example.org"] {
        let member = try await community.member()
        let result = try await community.attribute(by: member, for: offer, email: email)
        known.append(result.recommendationId)
        let hires = ReportedHires(community: community, offer: offer, email: email)
        let now = Timestamp.now
        _ = try await hires.tell(hires.report(email, hiredAt: now))
        if known.count == 1 { _ = try await hires.withdraw(email, withdrawnAt: now.adding(seconds: 1)) }
      }
      try await close(offer, .cancelled, in: community)
      #expect(try await end(community).map(\.recommendationId) == [known[0]])
      #expect(try await community.progress(of: known[0]).state == .hireWithdrawn)
      #expect(try await community.progress(of: known[1]).state == .hired)
      try await close(offer, .cancelled, in: community)
      #expect(try await end(community).isEmpty)
    }
  }

  @Test("O8: a closing known before the publication ends what is recommended by nobody yet, and is forgotten")
  func closedBeforePublished() async throws {
    try await Community.with { community in
      try await close(.make(), .cancelled, in: community)
      #expect(try await end(community).isEmpty)
      let rows = try await community.database.query("select count(*) from recommendations.ending_offers")
      #expect(try rows[0].decode(Int.self) == 0)
    }
  }

  @Test("O8: whoever recommends while the offer is being filled is refused, or ends with it")
  func race() async throws {
    try await Community.with { community in
      let offer = try await community.offer()
      let members = try await (0..<16).asyncMap { _ in try await community.member() }
      let attributed = try await withThrowingTaskGroup(of: RecommendationID?.self) { group in
        for (number, member) in members.enumerated() {
          let command = try community.recommendation(by: member, for: offer, email: "a\(number)@example.org")
          group.addTask {
            let decision = try await community.database.handle(community.recommend, [command]).decisions[0]
            return try? decision.get().recommendationId
          }
          if number == members.count / 2 {
            group.addTask {
              try await close(offer, .filled, in: community)
              return nil
            }
          }
        }
        return try await group.reduce(into: Set()) { if let id = $1 { $0.insert(id) } }
      }
      #expect(try await Set(end(community).map(\.recommendationId)) == attributed)
    }
  }
}
