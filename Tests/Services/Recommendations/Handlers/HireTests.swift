import Messages
import PostgreSQLClient
import RecommendationsDomain
import RecommendationsService
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

@Suite struct HireTests {
  @Test("H2: a hire is attributed by offer and e-mail; the reply names neither recommendation nor member")
  func attributed() async throws {
    try await Community.with { community in
      let sponsor = try await community.member()
      let member = try await community.member(sponsor: sponsor)
      let offer = try await community.offer()
      let attributed = try await community.attribute(by: member, for: offer, email: "camille@example.org")
      let report = try hired(offer: offer, email: "Camille@example.org")
      let outcome = try await community.database.handle(community.reportHire, [report])
      let reply = try outcome.decisions[0].get()
      #expect(reply.outcome == .attributed)
      #expect(reply.reason == nil)
      let event = try #require(try outcome.events(HireAttributed.self).first)
      #expect(event.hireId == reply.hireId)
      #expect(event.recommendationId == attributed.recommendationId)
      #expect(event.sponsorId == sponsor)
      #expect(event.quote == attributed.quote)
      #expect(outcome.emitted.count == 1)
      #expect(try await state(of: attributed.recommendationId, community) == .hired)
    }
  }

  @Test("H2: a candidate is found by candidacy, id, e-mail or telephone read with the offer's country")
  func ways() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer(zone: "BE-BRU", reference: "REF-7")
      let known = try await community.attribute(
        by: member, for: offer, email: "a@example.org", phone: "0470 12 34 56")
      let candidacy = CandidacyID.make()
      _ = try await community.database.handle(
        CandidacyOpenedHandler(),
        [
          CandidacyOpened(
            candidacyId: candidacy, recommendationId: known.recommendationId, candidateId: known.candidateId,
            offerId: offer, companyId: .make())
        ])
      let ways = [
        HiredCandidate(candidacyId: candidacy), HiredCandidate(candidateId: known.candidateId),
        HiredCandidate(email: EmailAddress("A@example.org")), HiredCandidate(phone: "0470123456"),
        HiredCandidate(email: EmailAddress("unknown@example.org"), phone: "+32 470 12 34 56"),
        HiredCandidate(
          email: EmailAddress("unknown@example.org"),
          emails: ["other@example.org", "A@example.org"].compactMap { EmailAddress($0) }),
        HiredCandidate(emails: [EmailAddress("a@EXAMPLE.org")!]),
      ]
      let reports = ways.enumerated().map { index, candidate in
        HireReported(
          applicationId: "way-\(index)", sourceSystem: "ats", offerId: index % 2 == 0 ? offer : nil,
          offerReference: "REF-7", candidate: candidate, hiredAt: .now.adding(seconds: 1))
      }
      let outcome = try await community.database.handle(community.reportHire, reports)
      #expect(try outcome.decisions.map { try $0.get().outcome } == Array(repeating: .attributed, count: ways.count))
    }
  }

  @Test("H2: what cannot be matched is kept with its reason, and told once")
  func unattributed() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let (offer, other) = (try await community.offer(), try await community.offer())
      try await community.attribute(by: member, for: offer, email: "a@example.org")
      var reports = [
        try hired("1", offer: .make(), email: "a@example.org"),
        try hired("2", offer: offer, email: "stranger@example.org"),
        try hired("3", offer: other, email: "a@example.org"),
        try hired("4", offer: offer, email: "a@example.org", at: .now.adding(seconds: -2 * 86_400)),
      ]
      // Who is known by further addresses alone is told in a form that a version of before reads, too.
      reports[1].candidate = HiredCandidate(
        emails: ["stranger@example.org", "other@example.org"].compactMap { EmailAddress($0) })
      let reasons: [UnattributedReason] = [
        .offerUnknown, .candidateUnknown, .noRecommendationForOffer, .hiredBeforeRecommendation,
      ]
      let outcome = try await community.database.handle(community.reportHire, reports)
      // Staff read which it was; the system that reports must not learn whom or what the platform knows.
      #expect(try outcome.decisions.map { try $0.get().reason } == reasons.map { _ in .noMatch })
      #expect(try outcome.events(HireUnattributed.self).map(\.reason) == reasons)
      let told = try outcome.events(ReportedHireParticulars.self)
      #expect(told.map(\.reason) == reasons)
      #expect(told.map(\.applicationId) == ["1", "2", "3", "4"])
      #expect(
        told.map(\.candidate.email?.rawValue) == [
          "a@example.org", "stranger@example.org", "a@example.org", "a@example.org",
        ])
      #expect(told.map(\.candidate.addresses) == reports.map(\.candidate.addresses))
      #expect(told.map(\.offerId) == reports.map(\.offerId))
      #expect(told.map(\.hiredAt) == reports.map(\.hiredAt))
      let again = try await community.database.handle(community.reportHire, reports)
      #expect(again.emitted.isEmpty)
      #expect(try again.decisions.map { try $0.get() } == outcome.decisions.map { try $0.get() })
    }
  }

  @Test("H2: an unattributed hire is attributed by hand once, and not matched again by itself")
  func byHand() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      let report = try hired(offer: offer, email: "a@example.org")
      let hire = try await community.database.handle(community.reportHire, [report]).decisions[0].get().hireId
      let known = try await community.attribute(by: member, for: offer, email: "a@example.org")
      let again = try await community.database.handle(community.reportHire, [report])
      #expect(try again.decisions[0].get().reason == .noMatch)
      let id = known.recommendationId
      let commands = [
        AttributeHire(hireId: .make(), recommendationId: id, reason: "known to us"),
        AttributeHire(hireId: hire, recommendationId: .make(), reason: "known to us"),
        AttributeHire(hireId: hire, recommendationId: id, reason: "known to us"),
        AttributeHire(hireId: hire, recommendationId: id, reason: "known to us"),
      ]
      let outcome = try await community.database.handle(AttributeHireHandler(), commands)
      #expect(outcome.decisions.map(code) == [.hireNotFound, .recommendationNotFound, nil, .hireAlreadyAttributed])
      #expect(try outcome.events(HireAttributed.self).map(\.recommendationId) == [id])
      let last = try await community.database.handle(community.reportHire, [report])
      #expect(try last.decisions[0].get().outcome == .attributed)
      #expect(last.emitted.isEmpty)
    }
  }

  @Test("H3: a withdrawn hire is told, and counts again when reported again")
  func withdrawn() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      let known = try await community.attribute(by: member, for: offer, email: "a@example.org")
      let at = Timestamp.now.adding(seconds: 10)
      _ = try await community.database.handle(
        community.reportHire, [try hired(offer: offer, email: "a@example.org", at: at)])
      let withdrawal = withdrawn(at: at.adding(seconds: 10))
      let outcome = try await community.database.handle(HireWithdrawnHandler(), [withdrawal, withdrawal])
      let told = try outcome.events(HireWithdrawn.self)
      #expect(told.map(\.recommendationId) == [known.recommendationId])
      #expect(told.map(\.withdrawnAt) == [withdrawal.withdrawnAt])
      #expect(told.map(\.revision) == [2])
      #expect(try await state(of: known.recommendationId, community) == .hireWithdrawn)
      let again = try hired(offer: offer, email: "a@example.org", at: at.adding(seconds: 20))
      let counted = try await community.database.handle(community.reportHire, [again])
      #expect(try counted.events(HireAttributed.self).map(\.hiredAt) == [again.hiredAt])
      #expect(try counted.events(HireAttributed.self).map(\.revision) == [3])
      #expect(try await state(of: known.recommendationId, community) == .hired)
    }
  }

  @Test("H1: a hire withdrawn before it was reported is told once, without a recommendation")
  func withdrawnFirst() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      try await community.attribute(by: member, for: offer, email: "a@example.org")
      let at = Timestamp.now.adding(seconds: 10)
      let withdrawal = withdrawn(at: at)
      let first = try await community.database.handle(HireWithdrawnHandler(), [withdrawal])
      #expect(try first.decisions[0].get().outcome == .unattributed)
      #expect(try first.events(HireWithdrawn.self).map(\.recommendationId) == [nil])
      let outcome = try await community.database.handle(
        community.reportHire, [try hired(offer: offer, email: "a@example.org", at: at)])
      #expect(try outcome.events(HireReportOutdated.self).map(\.withdrawnAsOf) == [at])
      #expect(outcome.emitted.count == 1)
      #expect(try outcome.decisions[0].get().hireId == first.decisions[0].get().hireId)
      #expect(try outcome.decisions[0].get().outcome == .attributed)
    }
  }

  @Test("H1: in any order, and twice, the same reports leave the same hire, told last the same way")
  func anyOrder() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      try await community.attribute(by: member, for: offer, email: "a@example.org")
      let now = Timestamp.now.adding(seconds: 10)
      for (number, order) in permutations([10, -15, 20, -5]).enumerated() {
        var last: HireAttributed?
        for seconds in order + order {
          let at = now.adding(seconds: Double(abs(seconds)))
          if seconds > 0 {
            let report = try hired("\(number)", offer: offer, email: "a@example.org", at: at)
            let outcome = try await community.database.handle(community.reportHire, [report])
            last = try outcome.events(HireAttributed.self).last ?? last
          } else {
            let report = withdrawn("\(number)", at: at)
            let outcome = try await community.database.handle(HireWithdrawnHandler(), [report])
            if try !outcome.events(HireWithdrawn.self).isEmpty { last = nil }
          }
        }
        #expect(last?.hiredAt == now.adding(seconds: 20), "\(order)")
      }
    }
  }

  @Test("A recommendation stays hired while one of its hires is in force")
  func twoSystems() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offer = try await community.offer()
      let known = try await community.attribute(by: member, for: offer, email: "a@example.org")
      let at = Timestamp.now.adding(seconds: 10)
      let reports = try ["1", "2"].map { try hired($0, offer: offer, email: "a@example.org", at: at) }
      _ = try await community.database.handle(community.reportHire, reports)
      for (application, expected) in [("1", RecommendationState.hired), ("2", .hireWithdrawn)] {
        let withdrawal = withdrawn(application, at: at.adding(seconds: 1))
        _ = try await community.database.handle(HireWithdrawnHandler(), [withdrawal])
        #expect(try await state(of: known.recommendationId, community) == expected)
      }
    }
  }

  @Test("H1: the same hires reported by many at once, in opposite orders, are told once each")
  func concurrently() async throws {
    try await Community.with { community in
      let member = try await community.member()
      let offers = try await (0..<20).asyncMap { _ in try await community.offer() }
      var reports: [HireReported] = []
      for (index, offer) in offers.enumerated() {
        try await community.attribute(by: member, for: offer, email: "p\(index)@example.org")
        reports.append(try hired("\(index)", offer: offer, email: "p\(index)@example.org"))
      }
      let told = try await withThrowingTaskGroup(of: Int.self) { group in
        for index in 0..<10 {
          let batch = index % 2 == 0 ? reports : reports.reversed()
          group.addTask {
            try await community.database.handle(community.reportHire, batch).events(HireAttributed.self).count
          }
        }
        return try await group.reduce(0, +)
      }
      #expect(told == offers.count)
    }
  }

  /// Speaks as of its own date, whenever it is told.
  private func hired(
    _ application: String = "1", offer: OfferID, email: String, at instant: Timestamp = .now.adding(seconds: 1)
  ) throws -> HireReported {
    let address = try #require(EmailAddress(email))
    return HireReported(
      applicationId: application, sourceSystem: "ats", offerId: offer, candidate: HiredCandidate(email: address),
      hiredAt: instant, asOf: instant)
  }

  private func withdrawn(_ application: String = "1", at instant: Timestamp) -> HireWithdrawalReported {
    HireWithdrawalReported(applicationId: application, sourceSystem: "ats", withdrawnAt: instant, asOf: instant)
  }

  private func state(of id: RecommendationID, _ community: Community) async throws -> RecommendationState {
    let outcome = try await community.database.handle(
      GetRecommendationHandler(), [GetRecommendation(recommendationId: id)])
    return try outcome.decisions[0].get().state
  }
}
