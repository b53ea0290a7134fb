import MessageHandling
import Messages
import Paging
import RecommendationsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("One hire, for whoever attributes it by hand")
struct GetHireTests {
  private let now = Timestamp.now

  private func ask(_ hire: HireID, in community: Community) async throws -> Result<GetHire.Result, Problem> {
    try await community.database.handle(GetHireHandler(), [GetHire(hireId: hire)]).decisions[0]
  }

  @Test("H2: an unattributed hire says what it can mean: the offers of its reference, the candidate of its address")
  func meant() async throws {
    try await Community.with { community in
      let (company, member) = (CompanyID.make(), try await community.member())
      let first = try await community.offer(reference: "REF-7", company: company)
      let second = try await community.offer(reference: "REF-7", company: company)
      _ = try await community.offer(reference: "REF-7")
      let other = try await community.offer()
      let known = try await community.attribute(by: member, for: other, email: "a@example.org")
      let report = HireReported(
        applicationId: "1", sourceSystem: "ats", offerReference: "REF-7", companyId: company,
        candidate: HiredCandidate(email: EmailAddress("a@example.org")), hiredAt: now)
      let reply = try await community.database.handle(community.reportHire, [report], at: now).decisions[0].get()
      let hire = try await ask(reply.hireId, in: community).get()
      #expect(
        hire
          == GetHire.Result(
            hireId: reply.hireId, sourceSystem: "ats", applicationId: "1", heardAt: now, offerReference: "REF-7",
            companyId: company, hasContact: true, outcome: .unattributed, reason: .noRecommendationForOffer,
            hiredAt: now, reportedAsOf: now, inForce: true, offerIds: [second, first],
            candidateIds: [known.candidateId], differingReports: [], outdatedReports: []))
    }
  }

  @Test("H2, H4: one that was attributed by hand says to what, whose it is, and why")
  func attributed() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      let known = try await community.attribute(by: member, for: offer, email: "a@example.org")
      let hires = ReportedHires(community: community, offer: offer, email: "b@example.org")
      let reply = try await hires.tell(hires.report(hiredAt: now, startsAt: now.adding(seconds: 60))).decisions[0].get()
      let command = AttributeHire(
        hireId: reply.hireId, recommendationId: known.recommendationId, reason: "another address")
      _ = try await community.database.handle(AttributeHireHandler(), [command])
      let hire = try await ask(reply.hireId, in: community).get()
      #expect(hire.outcome == .attributed && hire.reason == nil && hire.inForce)
      #expect(hire.recommendationId == known.recommendationId && hire.memberId == member)
      #expect(hire.attributedBecause == "another address" && hire.startsAt == now.adding(seconds: 60))
      #expect(hire.offerIds == [offer] && hire.candidateIds.isEmpty)
      let listed = try await community.database.handle(
        ListHandler(HireList()),
        [ListHires(recommendationId: known.recommendationId), ListHires(recommendationId: .make())])
      #expect(try listed.decisions.map { try $0.get().items.map(\.hireId) } == [[reply.hireId], []])
    }
  }

  @Test("H1: it says which reports differed from the first, and which came to nothing")
  func reports() async throws {
    try await Community.with { community in
      let offer = try await community.offer(reference: "REF|8")
      let hires = ReportedHires(community: community, offer: offer)
      let reply = try await hires.tell(hires.report(hiredAt: now)).decisions[0].get()
      var other = hires.report(hiredAt: now.adding(seconds: 1))
      other.offerId = nil
      other.offerReference = "another | one"
      _ = try await hires.tell(other)
      _ = try await hires.withdraw(withdrawnAt: now.adding(seconds: 60), asOf: now.adding(seconds: 60))
      let late = MessageID.make()
      _ = try await hires.tell(hires.report(hiredAt: now, asOf: now.adding(seconds: 30)), id: late)
      let hire = try await ask(reply.hireId, in: community).get()
      #expect(
        hire.differingReports
          == [DifferingHireReport(hiredAt: now.adding(seconds: 1), offerReference: "another | one")])
      #expect(
        hire.outdatedReports
          == [OutdatedHireReport(messageId: late, asOf: now.adding(seconds: 30), hiredAt: now)])
      #expect(!hire.inForce && hire.withdrawnAsOf == now.adding(seconds: 60))
    }
  }

  @Test("A1: a hire that nobody heard of is not found")
  func unknown() async throws {
    try await Community.with { community in
      let answer = try await ask(.make(), in: community)
      #expect(throws: Problem(.hireNotFound)) { try answer.get() }
    }
  }
}
