import MessageHandling
import Messages
import PostgreSQLClient
import RecommendationsService
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("Decisions about interviews, and what corrects them")
struct InterviewDecisionTests {
  /// What qualification tells, at an instant.
  private enum Told: Sendable {
    case qualified(Int?)
    case rejected(Int?)
    case opened(CandidacyID)
    case transmitted(CandidacyID)
  }

  private struct Step: Sendable {
    let told: Told
    let at: Timestamp
  }

  @Test(
    "Q5: how far a recommendation came goes by the greatest decision, each is in the history once, in any order",
    arguments: 0..<24 as Range<UInt64>)
  func anyOrder(seed: UInt64) async throws {
    try await Community.with { community in
      var generator = SeededGenerator(seed: seed)
      let member = try await community.member()
      let offer = try await community.offer()
      let now = Timestamp.now
      let known = try await community.attribute(by: member, for: offer, email: "a@example.org", at: now)
      func at(_ minutes: Double) -> Timestamp { now.adding(seconds: minutes * 60) }
      let (first, second) = (CandidacyID.make(), CandidacyID.make())
      // Qualified and transmitted, corrected to rejected, corrected again and transmitted anew.
      let story: [[Step]] = [
        [
          Step(told: .qualified(Bool.random(using: &generator) ? 1 : nil), at: at(1)),
          Step(told: .opened(first), at: at(1)), Step(told: .transmitted(first), at: at(1)),
        ],
        [Step(told: .rejected(2), at: at(2))],
        [
          Step(told: .qualified(3), at: at(3)), Step(told: .opened(second), at: at(3)),
          Step(told: .transmitted(second), at: at(3)),
        ],
      ]
      let length = Int.random(in: 1...3, using: &generator)
      let told = story.prefix(length).flatMap { $0 }.shuffledAndRepeated(using: &generator)
      for step in told { try await tell(step, of: known, for: offer, to: community) }
      let progress = try await community.progress(of: known.recommendationId)
      #expect(progress.state == [.transmitted, .rejected, .transmitted][length - 1])
      let history: [RecommendationState] = [
        .attributed, .qualified, .transmitted, .rejected, .qualified, .transmitted,
      ]
      #expect(progress.history.map(\.state) == Array(history.prefix([3, 4, 6][length - 1])))
      let listed = try await community.database.query(
        "select state from recommendations.recommendations where recommendation_id = \(known.recommendationId)")
      #expect(try listed[0].decode(String.self) == progress.state.rawValue)
    }
  }

  @Test("Q5: the same decision told again with another instant is in the history once")
  func again() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      let now = Timestamp.now
      let known = try await community.attribute(by: member, for: offer, email: "a@example.org", at: now)
      for minutes in [1.0, 2, 3] {
        try await tell(
          Step(told: .qualified(1), at: now.adding(seconds: minutes * 60)), of: known, for: offer, to: community)
      }
      let history = try await community.progress(of: known.recommendationId).history
      #expect(history.map(\.state) == [.attributed, .qualified])
      #expect(history.last?.at == now.adding(seconds: 60))
    }
  }

  @Test("Q5: decisions of one instant are all in the history, and the greatest counts whatever is told after them")
  func oneInstant() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      let now = Timestamp.now
      let known = try await community.attribute(by: member, for: offer, email: "a@example.org", at: now)
      let (first, second) = (CandidacyID.make(), CandidacyID.make())
      let decisions = [Told.qualified(1), .rejected(2), .qualified(3)]
      let transmissions = [Told.opened(first), .transmitted(first), .opened(second), .transmitted(second)]
      for told in decisions + decisions + transmissions {
        try await tell(Step(told: told, at: now.adding(seconds: 60)), of: known, for: offer, to: community)
      }
      let progress = try await community.progress(of: known.recommendationId)
      #expect(progress.state == .transmitted)
      let decided = progress.history.map(\.state).filter { $0 != .attributed && $0 != .transmitted }
      let expected: [RecommendationState] = [.qualified, .rejected, .qualified]
      #expect(decided == expected)
    }
  }

  private func tell(
    _ step: Step, of known: RecommendCandidate.Result, for offer: OfferID, to community: Community
  ) async throws {
    let id = known.recommendationId
    switch step.told {
    case .qualified(let revision):
      let event = CandidateQualified(recommendationId: id, memberId: .make(), offerId: offer, revision: revision)
      _ = try await community.database.handle(CandidateQualifiedHandler(), [event], at: step.at)
    case .rejected(let revision):
      let event = CandidateRejected(recommendationId: id, memberId: .make(), offerId: offer, revision: revision)
      _ = try await community.database.handle(CandidateRejectedHandler(), [event], at: step.at)
    case .opened(let candidacy):
      let event = CandidacyOpened(
        candidacyId: candidacy, recommendationId: id, candidateId: known.candidateId, offerId: offer,
        companyId: .make())
      _ = try await community.database.handle(CandidacyOpenedHandler(), [event], at: step.at)
    case .transmitted(let candidacy):
      let event = CandidateTransmitted(candidacyId: candidacy, offerId: offer, companyId: .make())
      _ = try await community.database.handle(CandidateTransmittedHandler(), [event], at: step.at)
    }
  }

  @Test("Q5: decisions and transmissions told at once by two processes are both seen")
  func concurrency() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      let now = Timestamp.now
      for number in 0..<10 {
        let known = try await community.attribute(
          by: member, for: try await community.offer(), email: "a\(number)@example.org", at: now)
        let candidacy = CandidacyID.make()
        let steps = [Told.qualified(1), .opened(candidacy), .transmitted(candidacy)].map {
          Step(told: $0, at: now.adding(seconds: 60))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
          for step in steps { group.addTask { try await tell(step, of: known, for: offer, to: community) } }
          try await group.waitForAll()
        }
        #expect(try await community.progress(of: known.recommendationId).state == .transmitted)
      }
    }
  }
}
