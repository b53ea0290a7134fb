import Messages
import RecommendationsService
import ServiceTesting
import PostgreSQLClient
import Testing
import Vocabulary

/// Systems send "é" as one character or as two: the bytes differ, the hire does not.
@Suite("H1 Hires and offers of other systems, in either form of Unicode")
struct ComposedReferenceTests {
  private static let composed = "réf-ñ"
  private static let decomposed = "re\u{301}f-n\u{303}"

  @Test(
    "H1: a hire is one, within a batch and across batches, whichever form its report and its withdrawal have",
    arguments: [(composed, decomposed), (decomposed, composed), (decomposed, decomposed)])
  func hires(reported: String, withdrawn: String) async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      let known = try await community.attribute(by: member, for: offer, email: "a@example.org")
      let at = Timestamp.now.adding(seconds: 10)
      let reports = [reported, withdrawn, reported].map { text in
        HireReported(
          applicationId: text, sourceSystem: text, offerId: offer,
          candidate: HiredCandidate(email: EmailAddress("a@example.org")!), hiredAt: at, asOf: at)
      }
      let first = try await community.database.handle(community.reportHire, Array(reports.prefix(2)))
      let again = try await community.database.handle(community.reportHire, [reports[2], reports[1]])
      let told = try first.events(HireAttributed.self) + again.events(HireAttributed.self)
      #expect(told.map(\.recommendationId) == [known.recommendationId])
      #expect(try await community.hires() == 1)
      let withdrawal = HireWithdrawalReported(
        applicationId: withdrawn, sourceSystem: withdrawn, withdrawnAt: at.adding(seconds: 1),
        asOf: at.adding(seconds: 1))
      let outcome = try await community.database.handle(HireWithdrawnHandler(), [withdrawal])
      #expect(try outcome.events(HireWithdrawn.self).map(\.recommendationId) == [known.recommendationId])
      #expect(try await community.hires() == 1)
    }
  }

  @Test(
    "H2: an offer is found by its reference, whichever form the company and its ATS write",
    arguments: [(composed, decomposed), (decomposed, composed)])
  func references(published: String, reported: String) async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer(reference: published)
      try await community.attribute(by: member, for: offer, email: "a@example.org")
      let report = HireReported(
        applicationId: "1", sourceSystem: "ats", offerReference: reported,
        candidate: HiredCandidate(email: EmailAddress("a@example.org")!),
        hiredAt: .now.adding(seconds: 1))
      let outcome = try await community.database.handle(community.reportHire, [report])
      #expect(try outcome.decisions[0].get().outcome == .attributed)
    }
  }

  @Test("H1, H2: what was kept in another form before is the same hire and the same offer after the migration")
  func kept() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer(reference: Self.composed)
      try await community.attribute(by: member, for: offer, email: "a@example.org")
      let hired = Timestamp.now.adding(seconds: 1)
      let report = HireReported(
        applicationId: Self.composed, sourceSystem: Self.composed, offerReference: Self.composed,
        candidate: HiredCandidate(email: EmailAddress("a@example.org")!), hiredAt: hired, asOf: hired)
      _ = try await community.database.handle(community.reportHire, [report])
      // As versions before kept it; and one that was kept in both forms.
      _ = try await community.database.query(
        """
        update recommendations.hires set application_id = \(Self.decomposed), source_system = \(Self.decomposed),
          offer_reference = \(Self.decomposed)
        """)
      _ = try await community.database.query(
        "update recommendations.offers set external_reference = \(Self.decomposed)")
      _ = try await community.database.query(
        """
        insert into recommendations.hires (hire_id, source_system, application_id)
        values (gen_random_uuid(), 'ats', \(Self.composed)), (gen_random_uuid(), 'ats', \(Self.decomposed))
        """)
      // As a program of that time would find and migrate it: what came later is not known to it.
      let upToThen = RecommendationsService.migrations.prefix { $0.number <= 9 }
      _ = try await community.database.query("delete from recommendations.schema_migrations where number >= 9")
      let migrator = try Migrator(schema: "recommendations", migrations: Array(upToThen))
      let applied = try await community.database.pool.withConnection { try await migrator.apply(on: $0) }
      #expect(applied.map(\.name) == ["composed_references"])
      let again = try await community.database.handle(community.reportHire, [report])
      #expect(try again.events(HireAttributed.self).isEmpty)
      #expect(try await community.hires() == 3)
    }
  }
}

extension Community {
  /// How many hires are known.
  fileprivate func hires() async throws -> Int {
    try await database.query("select count(*) from recommendations.hires")[0].decode(Int.self)
  }
}
