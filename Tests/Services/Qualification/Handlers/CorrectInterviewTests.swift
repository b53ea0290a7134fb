import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import QualificationService
import ServiceTesting
import Testing
import Vocabulary

@Suite struct CorrectInterviewTests {
  @Test("Q5: a transmitted candidate who is rejected is taken back; qualified again, the company gets a new candidacy")
  func backAndForth() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      let interviews = Interviews(database)
      let attributed = try await interviews.request()
      let recorded = try await interviews.record(attributed, .qualified)
      let first = try #require(try recorded.decisions[0].get().candidacyId)

      let rejected = try await interviews.correct(attributed, .rejected, code: .profileDoesNotMatch)
      #expect(try rejected.decisions[0].get().candidacyId == nil)
      #expect(
        try rejected.events(CandidacyWithdrawn.self)
          == [CandidacyWithdrawn(candidacyId: first, offerId: attributed.offerId, companyId: attributed.companyId)])
      let told = try #require(try rejected.events(CandidateRejected.self).first)
      #expect(told.revision == 2 && told.reasonCode == .profileDoesNotMatch && told.reason == nil)
      let corrected = try #require(try rejected.events(InterviewCorrected.self).first)
      #expect(corrected.revision == 2 && corrected.outcome == .rejected && corrected.reason == "a mistake")
      #expect(rejected.emitted.count == 3)

      let again = try await interviews.correct(attributed, .qualified)
      let second = try #require(try again.decisions[0].get().candidacyId)
      #expect(second != first)
      #expect(try again.events(CandidateQualified.self).map(\.revision) == [3])
      #expect(try again.events(CandidateTransmitted.self).map(\.candidacyId) == [second])
      // What is not said again stays: the company reads the same in its letter as in its list.
      #expect(try again.events(CandidacyDescribed.self).map(\.summary) == ["Ten years of Swift"])
      let states = try await interviews.candidacies(of: attributed.companyId)
      #expect(states == [second: .transmitted, first: .withdrawn])
    }
  }

  @Test("Q5: who is told an outcome is not told the same again; staff are")
  func sameOutcome() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      let interviews = Interviews(database)
      let attributed = try await interviews.request()
      _ = try await interviews.record(attributed, .rejected)
      let same = try await interviews.correct(attributed, .rejected, code: .other)
      #expect(try same.events(InterviewCorrected.self).map(\.revision) == [2])
      #expect(same.emitted.count == 1)
      let other = try await interviews.correct(attributed, .rejected, code: .unreachable)
      #expect(try other.events(CandidateRejected.self).map(\.reasonCode) == [.unreachable])
    }
  }

  @Test("Q3, Q5: nobody becomes qualified uninformed, and only what is decided is corrected")
  func refused() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      let interviews = Interviews(database)
      let attributed = try await interviews.request()
      let undecided = try await interviews.correct(attributed, .rejected)
      #expect(interviews.code(undecided.decisions[0]) == .interviewNotDecided)
      _ = try await interviews.record(attributed, .rejected, informed: false)
      let uninformed = try await interviews.correct(attributed, .qualified)
      #expect(interviews.code(uninformed.decisions[0]) == .candidateNotInformed)
      let informed = try await interviews.correct(attributed, .qualified, informed: true)
      #expect(try informed.decisions[0].get().candidacyId != nil)
      let unknown = CorrectInterview(recommendationId: .make(), outcome: .rejected, reason: "a mistake")
      let missing = try await database.handle(CorrectInterviewHandler(), [unknown])
      #expect(interviews.code(missing.decisions[0]) == .interviewNotFound)
    }
  }

  @Test("R9, O8: an interview that is called off is not held, whichever is heard of first", arguments: [true, false])
  func calledOff(isHeardOfFirst: Bool) async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      let interviews = Interviews(database)
      let (withdrawn, closed) = (Interviews.attribution(), Interviews.attribution())
      func callOff() async throws {
        _ = try await database.handle(
          RecommendationWithdrawnHandler(),
          [
            RecommendationWithdrawn(
              recommendationId: withdrawn.recommendationId, offerId: withdrawn.offerId, memberId: withdrawn.memberId,
              candidateId: withdrawn.candidateId)
          ])
        _ = try await database.handle(
          RecommendationClosedHandler(),
          [
            RecommendationClosed(
              recommendationId: closed.recommendationId, offerId: closed.offerId, memberId: closed.memberId,
              reason: .filled)
          ])
      }
      if isHeardOfFirst { try await callOff() }
      let requested = try await database.handle(RecommendationAttributedHandler(), [withdrawn, closed])
      #expect(try requested.events(InterviewRequested.self).isEmpty == isHeardOfFirst)
      if !isHeardOfFirst { try await callOff() }
      for attributed in [withdrawn, closed] {
        let recorded = try await interviews.record(attributed, .qualified)
        #expect(interviews.code(recorded.decisions[0]) == .alreadyDecided)
        #expect(recorded.emitted.isEmpty)
      }
    }
  }

  @Test("R9: what was decided a moment before stays")
  func decidedBefore() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      let interviews = Interviews(database)
      let attributed = try await interviews.request()
      _ = try await interviews.record(attributed, .qualified)
      _ = try await database.handle(
        RecommendationWithdrawnHandler(),
        [
          RecommendationWithdrawn(
            recommendationId: attributed.recommendationId, offerId: attributed.offerId,
            memberId: attributed.memberId, candidateId: attributed.candidateId)
        ])
      let corrected = try await interviews.correct(attributed, .rejected)
      #expect(try corrected.events(CandidateRejected.self).map(\.revision) == [2])
    }
  }

  @Test(
    "O8: an offer that is filled or cancelled transmits nothing more; one that expired does",
    arguments: [
      ClosingReason.filled, .cancelled, .expired,
    ])
  func overOffer(reason: ClosingReason) async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      let interviews = Interviews(database)
      let attributed = try await interviews.request()
      _ = try await database.handle(OfferClosedHandler(), [OfferClosed(offerId: attributed.offerId, reason: reason)])
      let recorded = try await interviews.record(attributed, .qualified)
      #expect(interviews.code(recorded.decisions[0]) == (reason == .expired ? nil : .alreadyDecided))
    }
  }

  @Test("Q5: a candidacy is closed once, and one that was taken back is not there to close")
  func closed() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      let interviews = Interviews(database)
      let attributed = try await interviews.request()
      let recorded = try await interviews.record(attributed, .qualified)
      let candidacy = try #require(try recorded.decisions[0].get().candidacyId)
      let close = CloseCandidacy(candidacyId: candidacy, reason: "somebody else")
      let twice = try await database.handle(CloseCandidacyHandler(), [close, close])
      let closed = CandidacyClosed(
        candidacyId: candidacy, recommendationId: attributed.recommendationId, offerId: attributed.offerId,
        memberId: attributed.memberId, reason: "somebody else")
      #expect(try twice.events(CandidacyClosed.self) == [closed])
      #expect(twice.decisions.map(interviews.code) == [nil, nil])
      #expect(try await database.handle(CloseCandidacyHandler(), [close]).emitted.isEmpty)
      #expect(try await interviews.candidacies(of: attributed.companyId) == [candidacy: .notRetained])
      _ = try await interviews.correct(attributed, .rejected)
      let gone = try await database.handle(
        CloseCandidacyHandler(), [close, CloseCandidacy(candidacyId: .make())])
      #expect(gone.decisions.map(interviews.code) == [.candidacyNotFound, .candidacyNotFound])
    }
  }
}

/// The interviews of a test's own database.
struct Interviews {
  let database: ServiceDatabase

  init(_ database: ServiceDatabase) {
    self.database = database
  }

  static func attribution(
    offer: OfferID = .make(), company: CompanyID = .make(), isOwnCompany: Bool = false
  ) -> RecommendationAttributed {
    RecommendationAttributed(
      recommendationId: .make(), offerId: offer, companyId: company, memberId: .make(), candidateId: .make(),
      quote: Quote(level: .beginner, amountCents: 50_000, policyVersion: 1), conflictOfInterest: isOwnCompany)
  }

  func request(_ attributed: RecommendationAttributed = Interviews.attribution()) async throws
    -> RecommendationAttributed
  {
    _ = try await database.handle(RecommendationAttributedHandler(), [attributed])
    return attributed
  }

  func record(
    _ attributed: RecommendationAttributed, _ outcome: InterviewOutcome, informed: Bool = true
  ) async throws -> ServiceDatabase.Outcome<Result<RecordInterview.Result, Problem>> {
    let command = RecordInterview(
      recommendationId: attributed.recommendationId, outcome: outcome, candidateInformed: informed,
      summary: "Ten years of Swift", reason: outcome == .rejected ? "does not want to" : nil)
    return try await database.handle(RecordInterviewHandler(), [command])
  }

  func correct(
    _ attributed: RecommendationAttributed, _ outcome: InterviewOutcome, code: RejectionCode? = nil,
    informed: Bool? = nil
  ) async throws -> ServiceDatabase.Outcome<Result<CorrectInterview.Result, Problem>> {
    let command = CorrectInterview(
      recommendationId: attributed.recommendationId, outcome: outcome, reasonCode: code, candidateInformed: informed,
      reason: "a mistake")
    return try await database.handle(CorrectInterviewHandler(), [command])
  }

  /// The states of a company's candidacies.
  func candidacies(of company: CompanyID) async throws -> [CandidacyID: CandidacyState] {
    let question = ListCandidacies(companyId: company)
    let page = try await database.handle(ListCandidaciesHandler(CandidacyList()), [question]).decisions[0].get()
    return Dictionary(uniqueKeysWithValues: page.items.map { ($0.candidacyId, $0.state) })
  }

  func code<Success>(_ decision: Result<Success, Problem>) -> ProblemCode? {
    guard case .failure(let problem) = decision else { return nil }
    return problem.code
  }
}
