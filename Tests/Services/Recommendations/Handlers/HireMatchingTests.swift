import Messages
import PolicyVersions
import PostgreSQLClient
import RecommendationsService
import ServiceTesting
import Testing
import Vocabulary

@Suite("What a reported hire is matched with")
struct HireMatchingTests {
  private func by(_ reference: String, _ email: String, phone: String? = nil, _ application: String = "1")
    -> HireReported
  {
    HireReported(
      applicationId: application, sourceSystem: "ats", offerReference: reference,
      candidate: HiredCandidate(email: EmailAddress(email), phone: phone), hiredAt: .now)
  }

  @Test("H2: where several offers carry the reference, the candidate decides; the newest where several did")
  func reposted() async throws {
    try await Community.with { community in
      let members = [try await community.member(), try await community.member()]
      let first = try await community.offer(reference: "REF-7")
      let second = try await community.offer(reference: "REF-7")
      _ = try await community.offer(reference: "REF-7")
      let old = try await community.attribute(by: members[0], for: first, email: "old@example.org")
      try await community.attribute(by: members[1], for: first, email: "both@example.org")
      let new = try await community.attribute(by: members[1], for: second, email: "both@example.org")
      let reports = [
        by("REF-7", "old@example.org", "1"), by("REF-7", "both@example.org", "2"),
        by("REF-7", "stranger@example.org", "3"), by("REF-8", "old@example.org", "4"),
      ]
      let outcome = try await community.database.handle(community.reportHire, reports)
      #expect(
        try outcome.events(HireAttributed.self).map(\.recommendationId) == [
          old.recommendationId, new.recommendationId,
        ])
      #expect(try outcome.events(HireUnattributed.self).map(\.reason) == [.candidateUnknown, .offerUnknown])
    }
  }

  @Test("H2: a national number is read with the country of each offer that carries the reference")
  func countries() async throws {
    try await Community.with { community in
      let member = try await community.member()
      _ = try await community.offer(zone: "FR-75", reference: "REF-7")
      let offer = try await community.offer(zone: "BE-BRU", reference: "REF-7")
      let known = try await community.attribute(
        by: member, for: offer, email: "a@example.org", phone: "+32 470 12 34 56")
      let outcome = try await community.database.handle(
        community.reportHire, [by("REF-7", "unknown@example.org", phone: "0470 12 34 56")])
      #expect(try outcome.events(HireAttributed.self).map(\.recommendationId) == [known.recommendationId])
    }
  }

  @Test("H2: an offer that becomes known later matches no hire by itself")
  func laterOffer() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = OfferID.make()
      let report = HireReported(
        applicationId: "1", sourceSystem: "ats", offerId: offer,
        candidate: HiredCandidate(email: EmailAddress("a@example.org")), hiredAt: .now, asOf: .now)
      _ = try await community.database.handle(community.reportHire, [report])
      let published = OfferPublished(
        offerId: offer, companyId: .make(), title: "Engineer", sector: try #require(SectorCode("J62")),
        zone: try #require(ZoneCode("FR-75")), publishedAt: .now, paidWith: .contract)
      _ = try await community.database.handle(OfferPublishedHandler(), [published])
      try await community.attribute(by: member, for: offer, email: "a@example.org")
      let outcome = try await community.database.handle(community.reportHire, [report])
      #expect(try outcome.decisions[0].get().outcome == .unattributed)
      #expect(outcome.emitted.isEmpty)
    }
  }

  @Test(
    "H2: a hire is before its recommendation only when its day is, in the policy's time zone",
    arguments: [
      ("2026-06-10T08:00:00Z", "2026-06-10T00:00:00Z", true), ("2026-06-10T08:00:00Z", "2026-06-09T22:00:00Z", true),
      ("2026-06-10T08:00:00Z", "2026-06-09T21:59:59Z", false), ("2026-06-10T22:30:00Z", "2026-06-10T12:00:00Z", false),
    ])
  func days(recommended: String, hired: String, isInTime: Bool) async throws {
    try await outcome(recommended, hired) { #expect($0 == (isInTime ? .attributed : .unattributed)) }
  }

  @Test("H2: the time zone is that of the members policy in force")
  func timeZone() async throws {
    let terms = MembershipTerms(version: 2, invitationValidityDays: 30, timeZone: "Pacific/Kiritimati")
    let changed = MembersPolicyChanged(MembersPolicy(terms), inForceSince: Timestamp("2026-01-01T00:00:00Z"))
    // 14 hours ahead of UTC: 10:00 is the next day, 09:59 is not yet.
    for (hired, expected) in [
      ("2026-06-10T10:00:00Z", HireOutcome.attributed), ("2026-06-10T09:59:59Z", .unattributed),
    ] {
      try await outcome("2026-06-10T11:00:00Z", hired, after: changed) { #expect($0 == expected, "\(hired)") }
    }
  }

  private func outcome(
    _ recommended: String, _ hired: String, after policy: MembersPolicyChanged? = nil,
    _ body: (HireOutcome) -> Void
  ) async throws {
    try await Community.with { community in
      if let policy {
        let learnt = try await community.database.handle(
          PolicyChangedHandler(TimeZones(in: "recommendations")), [policy])
        #expect(learnt.decisions == [nil])
      }
      let member = try await community.member()
      let offer = try await community.offer()
      try await community.attribute(
        by: member, for: offer, email: "a@example.org", at: try #require(Timestamp(recommended)))
      let hires = ReportedHires(community: community, offer: offer)
      let outcome = try await hires.tell(hires.report(hiredAt: try #require(Timestamp(hired))))
      body(try outcome.decisions[0].get().outcome)
    }
  }
}
