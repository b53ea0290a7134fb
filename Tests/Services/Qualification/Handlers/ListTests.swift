import Foundation
import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import QualificationService
import ServiceTesting
import Testing
import Vocabulary

@Suite struct ListTests {
  private static let now = Timestamp("2026-11-01T09:00:00Z")!

  /// An instant of these tests' day; no two are the same.
  private func at(_ minute: Int) -> Timestamp { Self.now.adding(seconds: Double(minute) * 60) }

  @Test("A1: interviews are listed by state and by offer, page by page, asked for last first")
  func interviews() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      let (offer, other) = (OfferID.make(), OfferID.make())
      let all = (0..<12).map { Interviews.attribution(offer: $0.isMultiple(of: 2) ? offer : other) }
      for (minute, attributed) in all.enumerated() {
        _ = try await database.handle(RecommendationAttributedHandler(), [attributed], at: at(minute))
      }
      let interviews = Interviews(database)
      _ = try await interviews.record(all[0], .qualified)
      _ = try await interviews.record(all[1], .rejected)
      let withdrawn = RecommendationWithdrawn(
        recommendationId: all[2].recommendationId, offerId: offer, memberId: all[2].memberId,
        candidateId: all[2].candidateId)
      _ = try await database.handle(RecommendationWithdrawnHandler(), [withdrawn])
      let expected: [InterviewState: [Int]] = [
        .toCall: Array(3..<12), .transmitted: [0], .rejected: [1], .cancelled: [2], .qualified: [],
      ]
      for state in InterviewState.allCases {
        for of in [nil, offer, other] {
          let wanted = try #require(expected[state]).filter { of == nil || all[$0].offerId == of }.reversed()
          let found = try await pages(database, ListInterviews(state: state, offerId: of))
          #expect(found.map(\.recommendationId) == wanted.map { all[$0].recommendationId })
          #expect(found.allSatisfy { $0.state == state })
        }
      }
      let found = try await pages(database, ListInterviews())
      #expect(found.map(\.recommendationId) == all.reversed().map(\.recommendationId))
      let waiting = try await pages(database, ListInterviews(state: .toCall, order: .oldestFirst))
      #expect(waiting.map(\.recommendationId) == all[3...].map(\.recommendationId), "what has waited longest first")
      let named = ListInterviews(recommendationIds: [all[5], all[0], all[7]].map(\.recommendationId) + [.make()])
      #expect(try await pages(database, named).map(\.recommendationId) == [7, 5, 0].map { all[$0].recommendationId })
    }
  }

  @Test("A1, O8: an interview for an offer that is over is called off, also that of somebody hired before it was held")
  func hiredBeforeTheInterview() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      let interviews = Interviews(database)
      let attributed = try await interviews.request()
      let going = try await interviews.request()
      for attributed in [attributed, going] {
        let hired = HireAttributed(
          hireId: .make(), recommendationId: attributed.recommendationId, offerId: attributed.offerId,
          memberId: attributed.memberId, quote: attributed.quote, conflictOfInterest: false, hiredAt: Self.now,
          revision: 1)
        _ = try await database.handle(HireAttributedHandler(), [hired])
      }
      _ = try await database.handle(OfferClosedHandler(), [OfferClosed(offerId: attributed.offerId, reason: .filled)])
      for of in [nil, attributed.offerId] {
        let cancelled = try await pages(database, ListInterviews(state: .cancelled, offerId: of))
        #expect(cancelled.map(\.recommendationId) == [attributed.recommendationId])
        #expect(cancelled.map(\.state) == [.cancelled])
      }
      let toCall = try await pages(database, ListInterviews(state: .toCall))
      #expect(toCall.map(\.recommendationId) == [going.recommendationId])
    }
  }

  @Test("A1, R6, O7: an interview says whom to call, for what, and whether they have the member's employer, as of late")
  func particulars() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      let attributed = Interviews.attribution(isOwnCompany: false)
      let change = ConflictOfInterestChanged(
        recommendationId: attributed.recommendationId, revision: 3, offerId: attributed.offerId,
        memberId: attributed.memberId, conflictOfInterest: true, source: .staff)
      var before = change
      before.revision = 2
      before.conflictOfInterest = false
      _ = try await database.handle(ConflictOfInterestChangedHandler(), [change, before])
      _ = try await database.handle(ConflictOfInterestChangedHandler(), [before])
      _ = try await database.handle(RecommendationAttributedHandler(), [attributed])
      let updated = OfferUpdated(
        offerId: attributed.offerId, revision: 2, companyId: attributed.companyId, title: "Forgeron d’art")
      _ = try await database.handle(OfferUpdatedHandler(), [updated])
      let published = OfferPublished(
        offerId: attributed.offerId, companyId: attributed.companyId, title: "Forgeron",
        sector: try #require(SectorCode("C25.50")), zone: try #require(ZoneCode("FR-2A")), publishedAt: Self.now,
        paidWith: .contract, revision: 1)
      _ = try await database.handle(OfferPublishedHandler(), [published])
      let unknown = try #require(try await pages(database, ListInterviews()).first)
      #expect(unknown.candidate == nil && unknown.conflictOfInterest && unknown.offerTitle == "Forgeron d’art")
      let registered = CandidateRegistered(
        candidateId: attributed.candidateId, recommendationId: attributed.recommendationId, firstName: "Camille",
        lastName: "Martin", email: try #require(EmailAddress("camille@example.org")), phone: "0612345678",
        message: "Knows iron")
      _ = try await database.handle(CandidateRegisteredHandler(), [registered])
      let interviews = Interviews(database)
      _ = try await interviews.correct(attributed, .rejected)
      _ = try await interviews.record(attributed, .rejected)
      let item = try #require(try await pages(database, ListInterviews()).first)
      #expect(item.candidate?.lastName == "Martin" && item.candidate?.phone == "0612345678")
      #expect(item.message == "Knows iron" && item.reason == "does not want to" && item.reasonCode == .other)
      #expect(item.companyId == attributed.companyId && item.memberId == attributed.memberId)
      #expect(item.candidateId == attributed.candidateId && item.candidacyId == nil && item.candidacyState == nil)
      #expect(item.candidateInformed == true && item.decidedAt != nil)
    }
  }

  @Test("A1, M8: a company reads its candidates by state, and nothing of who recommended; hires move them")
  func candidacies() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      let (company, offer) = (CompanyID.make(), OfferID.make())
      let interviews = Interviews(database)
      var all: [RecommendationAttributed] = []
      var ids: [CandidacyID] = []
      for _ in 0..<6 {
        let attributed = try await interviews.request(Interviews.attribution(offer: offer, company: company))
        ids.append(try #require(try await interviews.record(attributed, .qualified).decisions[0].get().candidacyId))
        all.append(attributed)
      }
      _ = try await interviews.record(try await interviews.request(), .qualified)
      _ = try await database.handle(CloseCandidacyHandler(), [CloseCandidacy(candidacyId: ids[1])])
      _ = try await interviews.correct(all[2], .rejected)
      let hire = HireID.make()
      func hired(_ recommendation: RecommendationID, _ revision: Int) -> HireAttributed {
        HireAttributed(
          hireId: hire, recommendationId: recommendation, offerId: offer, memberId: .make(),
          quote: Quote(level: .beginner, amountCents: 50_000, policyVersion: 1), conflictOfInterest: false,
          hiredAt: Self.now, revision: revision)
      }
      _ = try await database.handle(HireWithdrawnHandler(), [HireWithdrawn(hireId: hire, revision: 2)])
      _ = try await database.handle(HireAttributedHandler(), [hired(all[3].recommendationId, 1)])
      #expect(try await interviews.candidacies(of: company)[ids[3]] == .transmitted, "what was told last holds")
      _ = try await database.handle(HireAttributedHandler(), [hired(all[3].recommendationId, 3)])
      let detached = HireDetached(
        hireId: hire, revision: 4, recommendationId: all[3].recommendationId, memberId: all[3].memberId)
      _ = try await database.handle(HireDetachedHandler(), [detached])
      _ = try await database.handle(HireAttributedHandler(), [hired(all[4].recommendationId, 5)])
      let expected: [CandidacyState: [Int]] = [
        .transmitted: [0, 3, 5], .notRetained: [1], .withdrawn: [2], .hired: [4],
      ]
      for state in CandidacyState.allCases {
        for of in [nil, offer] {
          let question = ListCandidacies(companyId: company, offerId: of, state: state)
          let found = try await pages(database, question)
          #expect(Set(found.map(\.candidacyId)) == Set(try #require(expected[state]).map { ids[$0] }))
        }
      }
      let updated = OfferUpdated(offerId: offer, revision: 2, companyId: company, title: "Forgeron d’art")
      _ = try await database.handle(OfferUpdatedHandler(), [updated])
      #expect(
        try await pages(database, ListCandidacies(companyId: company)).map(\.offerTitle)
          == Array(repeating: "Forgeron d’art", count: 6))
      let states = Dictionary(
        try await pages(database, ListInterviews(offerId: offer)).map { ($0.recommendationId, $0.candidacyState) }
      ) { first, _ in first }
      let become: [CandidacyState?] = [.transmitted, .notRetained, nil, .transmitted, .hired, .transmitted]
      #expect(all.map { states[$0.recommendationId] ?? nil } == become, "as their interviews tell it")
      #expect(try await pages(database, ListCandidacies(companyId: company, offerId: .make())).isEmpty)
      let page = try await database.handle(
        ListCandidaciesHandler(CandidacyList()), [ListCandidacies(companyId: company)]
      ).decisions[0].get()
      let text = String(decoding: try JSONEncoder().encode(page), as: UTF8.self)
      for attributed in all {
        #expect(!text.contains(attributed.memberId.description))
        #expect(!text.contains(attributed.recommendationId.description))
        #expect(!text.contains(attributed.candidateId.description))
      }
    }
  }

  @Test("A1: no page of a long list reads or sorts the whole")
  func plans() async throws {
    try await ServiceDatabase.with(QualificationService.definition) { database in
      try await FilledInterviews.fill(database)
      let interviews = ([nil] + InterviewState.allCases).flatMap { state in
        [nil, FilledInterviews.offer].map { ListInterviews(state: state, offerId: $0, pageSize: 20) }
      }
      try await expectAPage(
        ListInterviewsHandler(InterviewList()), ListInterviews(state: .toCall, order: .oldestFirst, pageSize: 20),
        on: database, isOfFew: false)
      try await expectAPage(
        ListInterviewsHandler(InterviewList()), ListInterviews(recommendationIds: [.make(), .make()], pageSize: 20),
        on: database, isOfFew: true)
      for question in interviews where question.state != .rejected && question.state != .transmitted {
        try await expectAPage(
          ListInterviewsHandler(InterviewList()), question, on: database, isOfFew: question.offerId != nil)
      }
      for state in [nil] + CandidacyState.allCases {
        let question = ListCandidacies(companyId: FilledInterviews.company, state: state, pageSize: 20)
        try await expectAPage(ListCandidaciesHandler(CandidacyList()), question, on: database, isOfFew: false)
      }
    }
  }

  /// That the plan of a question goes along an index, and neither scans nor sorts what is long; an offer's few may be sorted.
  private func expectAPage<List: PagedList>(
    _ handler: ListHandler<List>, _ question: List.Question, on database: ServiceDatabase, isOfFew: Bool
  ) async throws {
    for statement in handler.statements(database.incoming([question], at: .now)) {
      let plan = try await database.query("explain \(fragment: statement)").decode(String.self).joined(separator: "\n")
      #expect(!plan.contains("Seq Scan on interviews"), "\(question): \(plan)")
      #expect(!plan.contains("Seq Scan on candidacies"), "\(question): \(plan)")
      #expect(isOfFew || !plan.contains("Sort Key: interview"), "\(question): \(plan)")
    }
  }

  /// All pages of two things each.
  private func pages(_ database: ServiceDatabase, _ question: ListInterviews) async throws -> [ListedInterview] {
    var question = question
    question.pageSize = 2
    var found: [ListedInterview] = []
    repeat {
      let page = try await database.handle(ListInterviewsHandler(InterviewList()), [question]).decisions[0].get()
      found += page.items
      question.pageToken = page.nextPageToken
    } while question.pageToken != nil
    return found
  }

  private func pages(_ database: ServiceDatabase, _ question: ListCandidacies) async throws -> [ListedCandidacy] {
    var question = question
    question.pageSize = 2
    var found: [ListedCandidacy] = []
    repeat {
      let page = try await database.handle(ListCandidaciesHandler(CandidacyList()), [question]).decisions[0].get()
      found += page.items
      question.pageToken = page.nextPageToken
    } while question.pageToken != nil
    return found
  }
}
