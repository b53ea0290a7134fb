import Messages
import PostgreSQLClient
import QualificationService
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

@Suite struct RecordInterviewTests {
  private let attributed = RecommendationAttributed(
    recommendationId: .make(), offerId: .make(), companyId: .make(), memberId: .make(), candidateId: .make(),
    quote: Quote(level: .beginner, amountCents: 50_000, policyVersion: 1), conflictOfInterest: false)

  @Test("Q1: an attributed recommendation becomes one interview, asked for once")
  func requested() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      let outcome = try await database.handle(RecommendationAttributedHandler(), [attributed, attributed])
      let requested = InterviewRequested(recommendationId: attributed.recommendationId, offerId: attributed.offerId)
      #expect(try outcome.events(InterviewRequested.self) == [requested])
      let again = try await database.handle(RecommendationAttributedHandler(), [attributed])
      #expect(again.emitted.isEmpty)
    }
  }

  @Test("Q2: a qualified candidate is transmitted under a candidacy that stands for the recommendation")
  func qualified() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      _ = try await database.handle(RecommendationAttributedHandler(), [attributed])
      let command = RecordInterview(
        recommendationId: attributed.recommendationId, outcome: .qualified, candidateInformed: true,
        summary: "Ten years of Swift")
      let outcome = try await database.handle(RecordInterviewHandler(), [command, command])
      let candidacy = try #require(try outcome.decisions[0].get().candidacyId)
      #expect(code(outcome.decisions[1]) == .alreadyDecided)
      #expect(try outcome.events(CandidateQualified.self).map(\.memberId) == [attributed.memberId])
      let opened = try #require(try outcome.events(CandidacyOpened.self).first)
      #expect(opened.candidateId == attributed.candidateId)
      let described = CandidacyDescribed(
        candidacyId: candidacy, recommendationId: attributed.recommendationId, candidateId: attributed.candidateId,
        summary: "Ten years of Swift")
      #expect(opened.candidacyId == candidacy)
      #expect(try outcome.events(CandidacyDescribed.self) == [described])
      let transmitted = CandidateTransmitted(
        candidacyId: candidacy, offerId: attributed.offerId, companyId: attributed.companyId)
      #expect(try outcome.events(CandidateTransmitted.self) == [transmitted])
      #expect(outcome.emitted.count == 4)
    }
  }

  @Test("M8: what tells of a transmission, envelope and all, holds nothing of member, recommendation or candidate")
  func anonymous() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      _ = try await database.handle(RecommendationAttributedHandler(), [attributed])
      let command = RecordInterview(
        recommendationId: attributed.recommendationId, outcome: .qualified, candidateInformed: true)
      let outcome = try await database.handle(RecordInterviewHandler(), [command])
      let type = CandidateTransmitted.messageType.description
      let message = try #require(outcome.emitted.first { $0.type == type })
      let text = String(decoding: message.body, as: UTF8.self)
      for id in [
        attributed.memberId.description, attributed.recommendationId.description, attributed.candidateId.description,
      ] {
        #expect(!text.contains(id))
      }
    }
  }

  @Test("Q1, Q4: a rejected candidate is told of with the code, never with the text, and goes nowhere")
  func rejected() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      _ = try await database.handle(RecommendationAttributedHandler(), [attributed])
      let command = RecordInterview(
        recommendationId: attributed.recommendationId, outcome: .rejected, candidateInformed: false,
        reason: "not looking", reasonCode: .notInterested)
      let outcome = try await database.handle(RecordInterviewHandler(), [command])
      #expect(try outcome.decisions[0].get().candidacyId == nil)
      let rejected = try #require(try outcome.events(CandidateRejected.self).first)
      #expect(rejected.reason == nil && rejected.reasonCode == .notInterested && rejected.revision == 1)
      #expect(outcome.emitted.count == 1)
    }
  }

  @Test("Q3: an uninformed candidate is not transmitted, and the interview stays open; others are not found")
  func refused() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      _ = try await database.handle(RecommendationAttributedHandler(), [attributed])
      var command = RecordInterview(
        recommendationId: attributed.recommendationId, outcome: .qualified, candidateInformed: false)
      let unknown = RecordInterview(recommendationId: .make(), outcome: .qualified, candidateInformed: true)
      let outcome = try await database.handle(RecordInterviewHandler(), [command, unknown])
      #expect(outcome.decisions.map(code) == [.candidateNotInformed, .interviewNotFound])
      #expect(outcome.emitted.isEmpty)
      command.candidateInformed = true
      _ = try await database.handle(RecordInterviewHandler(), [command]).decisions[0].get()
    }
  }

  @Test("Q1: whom to call is kept, whichever event came first")
  func candidates() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      let registered = CandidateRegistered(
        candidateId: attributed.candidateId, recommendationId: attributed.recommendationId, firstName: "Camille",
        lastName: "Martin", email: try #require(EmailAddress("camille@example.org")), phone: "0612345678")
      _ = try await database.handle(CandidateRegisteredHandler(), [registered, registered])
      _ = try await database.handle(RecommendationAttributedHandler(), [attributed])
      let rows = try await database.query(
        """
        select phone from qualification.interviews join qualification.candidates using (recommendation_id)
        """)
      #expect(try rows.decode(String.self) == ["0612345678"])
    }
  }

  @Test("Q1: of many who record one interview at once, one decides it")
  func concurrently() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      _ = try await database.handle(RecommendationAttributedHandler(), [attributed])
      let command = RecordInterview(
        recommendationId: attributed.recommendationId, outcome: .qualified, candidateInformed: true)
      let decisions = try await withThrowingTaskGroup(of: ProblemCode?.self) { group in
        for _ in 0..<10 {
          group.addTask { code(try await database.handle(RecordInterviewHandler(), [command]).decisions[0]) }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(decisions.count { $0 == nil } == 1)
      #expect(decisions.count { $0 == .alreadyDecided } == 9)
    }
  }

  @Test("an interview is recorded after it was held, within what clocks may differ by")
  func inTheFuture() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      _ = try await database.handle(RecommendationAttributedHandler(), [attributed])
      let commands = [360.0, 86_400, 240, -86_400].map { seconds in
        RecordInterview(
          recommendationId: attributed.recommendationId, outcome: .qualified, candidateInformed: true,
          interviewedAt: Timestamp.now.adding(seconds: seconds))
      }
      let decisions = try await database.handle(RecordInterviewHandler(), commands).decisions.map(code)
      #expect(decisions == [.invalidMessage, .invalidMessage, nil, .alreadyDecided])
    }
  }

  @Test("R6: the employer that the interview names is told to recommendations; none is no employer")
  func employer() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      for employer in [Employer(name: "Arcadie SA"), nil] {
        let other = RecommendationAttributed(
          recommendationId: .make(), offerId: .make(), companyId: .make(), memberId: .make(), candidateId: .make(),
          quote: Quote(level: .beginner, amountCents: 50_000, policyVersion: 1), conflictOfInterest: false)
        _ = try await database.handle(RecommendationAttributedHandler(), [other])
        let command = RecordInterview(
          recommendationId: other.recommendationId, outcome: .rejected, candidateInformed: false, reason: "no",
          currentEmployer: employer)
        let stated = try await database.handle(RecordInterviewHandler(), [command]).events(EmployerStated.self)
        #expect(stated.map(\.currentEmployer) == [employer].compactMap { $0 })
        #expect(stated.allSatisfy { $0.recommendationId == other.recommendationId })
      }
    }
  }

  private func code<Success>(_ decision: Result<Success, Problem>) -> ProblemCode? {
    guard case .failure(let problem) = decision else { return nil }
    return problem.code
  }
}
