import Messages
import RecommendationsService
import ServiceTesting
import Testing
import Vocabulary

@Suite struct DifferingReportTests {
  @Test("H1: a later report that names another offer or candidate is told, and changes only the hire's time")
  func differs() async throws {
    try await Community.with { community in
      let (member, other) = (try await community.member(), try await community.member())
      let (offer, elsewhere) = (try await community.offer(), try await community.offer())
      let known = try await community.attribute(by: member, for: offer, email: "a@example.org")
      try await community.attribute(by: other, for: elsewhere, email: "b@example.org")
      let at = Timestamp.now.adding(seconds: 10)
      let first = try await community.told(of: [hired(offer, "a@example.org", at)])
      #expect(try first.events(HireReportDiffers.self).isEmpty)
      let later = at.adding(seconds: 10)
      let outcome = try await community.told(of: [hired(elsewhere, "b@example.org", later)])
      let hire = try outcome.decisions[0].get().hireId
      let differing = try outcome.events(HireReportDiffers.self)
      #expect(differing == [HireReportDiffers(hireId: hire, fields: [.offer, .candidate])])
      let attributed = try outcome.events(HireAttributed.self)
      #expect(attributed.map(\.recommendationId) == [known.recommendationId])
      #expect(attributed.map(\.hiredAt) == [later])
    }
  }

  @Test("H1: each differing report is told once, though it change nothing, and by whatever message it comes again")
  func once() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let (offer, elsewhere) = (try await community.offer(), try await community.offer())
      try await community.attribute(by: member, for: offer, email: "a@example.org")
      let at = Timestamp.now.adding(seconds: 10)
      // In one batch with its first report, and of an earlier hiredAt.
      let differing = hired(elsewhere, "a@example.org", at.adding(seconds: -5))
      let first = try await community.told(of: [hired(offer, "a@example.org", at), differing, differing])
      #expect(try first.events(HireReportDiffers.self).map(\.fields) == [[.offer]])
      let again = try await community.told(of: [differing, hired(offer, "a@example.org", at)])
      #expect(again.emitted.isEmpty)
      let another = hired(offer, "stranger@example.org", at.adding(seconds: -5))
      let outcome = try await community.told(of: [another, differing])
      #expect(try outcome.events(HireReportDiffers.self).map(\.fields) == [[.candidate]])
      #expect(outcome.emitted.count == 1)
    }
  }

  @Test("H1: the same offer by reference and the same candidate by another name are the same")
  func otherNames() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer(reference: "REF-7")
      let known = try await community.attribute(
        by: member, for: offer, email: "a@example.org", phone: "01 70 18 99 00")
      let at = Timestamp.now.adding(seconds: 10)
      _ = try await community.told(of: [hired(offer, "a@example.org", at)])
      let names = [
        HiredCandidate(candidateId: known.candidateId), HiredCandidate(email: EmailAddress("A@EXAMPLE.org")),
        HiredCandidate(phone: "+33 1 70 18 99 00"),
      ]
      let outcome = try await community.told(
        of: names.map {
          HireReported(
            applicationId: "1", sourceSystem: "ats", offerReference: "REF-7", candidate: $0, hiredAt: at, asOf: at)
        })
      #expect(outcome.emitted.isEmpty)
    }
  }

  @Test("H1: many who take in one differing report at once tell of it once")
  func concurrently() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let (offer, elsewhere) = (try await community.offer(), try await community.offer())
      try await community.attribute(by: member, for: offer, email: "a@example.org")
      let at = Timestamp.now.adding(seconds: 10)
      _ = try await community.told(of: [hired(offer, "a@example.org", at)])
      let differing = hired(elsewhere, "a@example.org", at)
      let told = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<8 {
          group.addTask { try await community.told(of: [differing]).events(HireReportDiffers.self).count }
        }
        return try await group.reduce(0, +)
      }
      #expect(told == 1)
    }
  }

  private func hired(_ offer: OfferID, _ email: String, _ at: Timestamp) -> HireReported {
    HireReported(
      applicationId: "1", sourceSystem: "ats", offerId: offer,
      candidate: HiredCandidate(email: EmailAddress(email)), hiredAt: at, asOf: at)
  }
}

extension Community {
  /// Reports hires, in one batch.
  fileprivate func told(
    of reports: [HireReported]
  ) async throws -> ServiceDatabase.Outcome<Result<HireReportResult, Problem>> {
    try await database.handle(reportHire, reports)
  }
}
