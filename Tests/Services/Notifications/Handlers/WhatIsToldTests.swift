import FoundationEssentials
import Messages
import MessageHandling
import NotificationsDomain
import NotificationsService
import PostgreSQLClient
import ServiceTesting
import TestStack
import Testing
import Vocabulary

/// What is told since there are corrections, endings and payments: to whom, and how much of it.
@Suite("What is told") struct WhatIsToldTests {
  private let story = SampleStory()

  private func with(_ body: (StoryTeller) async throws -> Void) async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      _ = try await teller.tell(batch: Array(teller.events(story)[..<12]))
      try await body(teller)
    }
  }

  private func keys(_ received: [Received]) -> [String] { received.map(\.routingKey) }

  @Test("R9, O8 staff and the member hear of a recommendation that is taken back; the member of an offer that closed")
  func endings() async throws {
    try await with { teller in
      let withdrawn = try await teller.tell(
        RecommendationWithdrawnHandler(composer: teller.composer),
        RecommendationWithdrawn(
          recommendationId: story.recommendation, offerId: story.offer, memberId: story.member,
          candidateId: story.candidate))
      #expect(
        keys(withdrawn) == ["staff.recommendation-withdrawn", "member.\(story.member).recommendation-withdrawn"])
      for (reason, words) in [(ClosingReason.filled, "has been filled"), (.cancelled, "has withdrawn the offer")] {
        let closed = try await teller.tell(
          RecommendationClosedHandler(composer: teller.composer),
          RecommendationClosed(
            recommendationId: story.recommendation, offerId: story.offer, memberId: story.member, reason: reason))
        #expect(keys(closed) == ["member.\(story.member).offer-closed"])
        #expect(closed.first?.envelope.data.text.contains(words) == true)
      }
    }
  }

  @Test("R6 the member is told what turned out, and staff alone by whom and why")
  func conflict() async throws {
    try await with { teller in
      let told = try await teller.tell(
        ConflictOfInterestChangedHandler(composer: teller.composer),
        ConflictOfInterestChanged(
          recommendationId: story.recommendation, revision: 2, offerId: story.offer, memberId: story.member,
          conflictOfInterest: true, source: .staff, reason: "Seen in the register."))
      let staff = try #require(told.first { $0.routingKey.hasPrefix("staff.") })
      let member = try #require(told.first { $0.routingKey.hasPrefix("member.") })
      #expect(staff.envelope.data.text.contains("Seen in the register."))
      #expect(member.details["conflictOfInterest"] == true && member.details["revision"] == 2)
      #expect(member.details["reason"] == nil && member.details["source"] == nil && !member.body.contains("register"))
    }
  }

  @Test("Q5, M8 a company is told that a candidate is withdrawn, and a member that the company goes no further")
  func candidacies() async throws {
    try await with { teller in
      let withdrawn = try await teller.tell(
        CandidacyWithdrawnHandler(composer: teller.composer),
        CandidacyWithdrawn(candidacyId: story.candidacy, offerId: story.offer, companyId: story.company))
      let company = try #require(withdrawn.first)
      #expect(keys(withdrawn) == ["company.\(story.company).candidacy-withdrawn"])
      for id in [story.member.description, story.recommendation.description, story.candidate.description] {
        #expect(!company.body.contains(id))
      }
      #expect(company.envelope.correlationID == company.envelope.id.description)
      let closed = try await teller.tell(
        CandidacyClosedHandler(composer: teller.composer),
        CandidacyClosed(
          candidacyId: story.candidacy, recommendationId: story.recommendation, offerId: story.offer,
          memberId: story.member, reason: "Budget."))
      #expect(keys(closed) == ["staff.candidacy-closed", "member.\(story.member).candidacy-closed"])
      #expect(closed.last?.body.contains("Budget") == false)
      #expect(closed.last?.details["candidacyId"] == nil)
    }
  }

  @Test("Staff read that a company which gave no address gets no letter, and none waits; one with an address gets it")
  func unreachable() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database, isMailing: true)
      _ = try await teller.tell(batch: Array(teller.events(story)[..<11]))
      func transmit() async throws -> Received? {
        try await teller.tell(CandidateTransmittedHandler(composer: teller.composer), story.transmitted)
          .first { $0.routingKey == "staff.candidate-transmitted" }
      }
      func letters() async throws -> Int {
        try await database.query("select count(*) from notifications.letters where audience = 'company'")[0]
          .decode(Int.self)
      }
      let without = try #require(try await transmit())
      #expect(without.details["companyReachable"] == false)
      #expect(without.envelope.data.text.contains("n'a donné aucune adresse"))
      #expect(try await letters() == 0)
      _ = try await teller.tell(
        CompanyContactChangedHandler(),
        CompanyContactChanged(companyId: story.company, contactEmail: EmailAddress("rh@example.com")!, revision: 2))
      let with = try #require(try await transmit())
      #expect(with.details["companyReachable"] == true && !with.envelope.data.text.contains("aucune adresse"))
      #expect(try await letters() == 1)
    }
  }

  @Test(
    "H2 staff read what was reported of a hire that could not be matched, whichever event comes first",
    arguments: [true, false])
  func particulars(particularsFirst: Bool) async throws {
    try await with { teller in
      let reported = ReportedHireParticulars(
        hireId: story.hire, reason: .candidateUnknown, sourceSystem: "Acme RH", applicationId: "A-1184",
        offerReference: "DEV-42", candidate: HiredCandidate(email: EmailAddress("somebody@example.com")!),
        hiredAt: Timestamp("2026-11-19T23:30:00Z")!)
      let unattributed = HireUnattributed(hireId: story.hire, reason: .candidateUnknown)
      let handler = HireUnattributedHandler(composer: teller.composer)
      if particularsFirst { _ = try await teller.tell(ReportedHireParticularsHandler(), reported) }
      var told = try await teller.tell(handler, unattributed)
      #expect(told.isEmpty == !particularsFirst)
      if !particularsFirst { told = try await teller.tell(ReportedHireParticularsHandler(), reported) }
      #expect(keys(told) == ["staff.hire-unattributed"])
      let staff = try #require(told.first)
      #expect(staff.details["reason"] == "candidate-unknown" && staff.details["sourceSystem"] == "Acme RH")
      #expect(staff.details["candidate"] == .object(["email": "somebody@example.com"]))
      for words in ["Acme RH", "A-1184", "DEV-42", "somebody@example.com", "20 novembre 2026"] {
        #expect(staff.envelope.data.text.contains(words), "\(words)")
      }
    }
  }

  @Test("H2 a hire without particulars, as versions before told it, is told to staff a minute late")
  func noParticulars() async throws {
    try await with { teller in
      let now = Timestamp.now
      let told = try await teller.tell(
        HireUnattributedHandler(composer: teller.composer),
        HireUnattributed(hireId: story.hire, reason: .offerUnknown), at: now)
      #expect(told.isEmpty)
      let late = try await teller.completed(at: now.adding(seconds: Facts.orderPatience + 1)).map(\.routingKey)
      #expect(late == ["staff.hire-unattributed"])
    }
  }

  @Test("H1 the day of a hire is that of the policy's time zone")
  func day() async throws {
    try await with { teller in
      var hired = story.hired
      hired.hiredAt = Timestamp("2026-11-19T23:30:00Z")!
      let told = try await teller.tell(HireAttributedHandler(composer: teller.composer), hired)
      let staff = try #require(told.first { $0.routingKey == "staff.hire-attributed" })
      #expect(staff.envelope.data.text.contains("du 20 novembre 2026"))
    }
  }

  @Test("W3, W10 a charity reads its name, what a member gives, and what the platform adds in its own name")
  func donation() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database, isMailing: true)
      func describe(_ revision: Int, _ name: String, _ email: String?) -> CharityDescribed {
        CharityDescribed(
          charityId: story.charity, revision: revision, name: name, contactEmail: email.flatMap { EmailAddress($0) },
          locale: .french, active: true, designated: false)
      }
      // The greatest revision counts.
      _ = try await teller.tell(
        CharityDescribedHandler(), describe(2, "Les Petits Ateliers", "dons@example.org"), describe(1, "Ateliers", nil))
      _ = try await teller.tell(ContactChangedHandler(), story.memberContact)
      _ = try await teller.tell(RewardSettledHandler(composer: teller.composer), story.settled(inMyName: true))
      let due = try await teller.tell(PayoutRequestedHandler(composer: teller.composer), story.donation)
      let told = try #require(due.first { $0.routingKey.hasPrefix("charity.") })
      let text = told.envelope.data.text
      #expect(told.envelope.data.subject.contains("Les Petits Ateliers"))
      #expect(text.contains("750,00\u{202F}€ au nom de Jean O'Neil & fils"))
      #expect(text.contains("250,00\u{202F}€ que Coopt y ajoute en son propre nom"))
      let letters = try await database.query(
        "select name from notifications.letters where audience = 'charity' and recipient_id = \(story.charity)")
      #expect(try letters.decode(String.self) == ["donation-due"])
      // Asked for again it is the same donation, and paid by another instruction it does come.
      var again = story.donation
      again.payoutId = .make()
      again.retries = story.donation.payoutId
      let retried = try await teller.tell(PayoutRequestedHandler(composer: teller.composer), again)
      #expect(!keys(retried).contains { $0.hasPrefix("charity.") })
      var cancellation = PayoutCancelled(
        payoutId: again.payoutId, rewardId: story.reward, beneficiary: again.beneficiary, amountCents: 100_000,
        paidBy: story.donation.payoutId)
      let paid = try await teller.tell(PayoutCancelledHandler(composer: teller.composer), cancellation)
      #expect(!keys(paid).contains { $0.hasPrefix("charity.") })
      cancellation.payoutId = story.payout
      cancellation.paidBy = nil
      let cancelled = try await teller.tell(PayoutCancelledHandler(composer: teller.composer), cancellation)
      // Staff wait for the steps before it, which this test does not tell.
      #expect(keys(cancelled) == ["charity.\(story.charity).donation-cancelled"])
      #expect(cancelled.allSatisfy { !$0.body.contains(story.member.description) })
    }
  }

  @Test("W6 what is due is not called paid; what was paid is, with its day and reference")
  func payments() async throws {
    try await with { teller in
      try await teller.wasTold(.grant, story.reward)
      let settled = try await teller.tell(
        RewardSettledHandler(composer: teller.composer),
        RewardSettled(
          rewardId: story.reward, memberId: story.member, option: .toMember,
          lines: [SettlementLine(account: "member:\(story.member):payable", unit: .euroCents, amount: -75_000)],
          instalments: [
            PlannedInstalment(dueOn: CalendarDay("2026-12-01")!, amountCents: 45_000),
            PlannedInstalment(dueOn: CalendarDay("2027-03-01")!, amountCents: 30_000),
          ]))
      let choice = try #require(settled.last?.envelope.data.text)
      #expect(choice.contains("€750.00 will be paid to you as set out below"))
      #expect(choice.contains("- €450.00 on 1 December 2026") && choice.contains("- €300.00 on 1 March 2027"))
      let paid = try await teller.tell(
        PayoutMadeHandler(composer: teller.composer), story.paid(at: "2026-12-01T23:30:00Z"))
      #expect(keys(paid) == ["payout-made", "tax-information"].map { "member.\(story.member).\($0)" })
      #expect(paid.first?.envelope.data.text.contains("was paid to you on 2 December 2026") == true)
      #expect(paid.first?.envelope.data.text.contains("VIR-2026-1184") == true)
    }
  }

  @Test("W6, H1, H4, Q5 staff hear of failures, endings and corrections, with the reason")
  func staff() async throws {
    try await with { teller in
      let composer = teller.composer
      let beneficiary = Beneficiary(kind: .member, id: story.member.description)
      let failed = try await teller.tell(
        PayoutFailedHandler(composer: composer),
        PayoutFailed(
          payoutId: story.payout, rewardId: story.reward, beneficiary: beneficiary, amountCents: 75_000,
          currency: .euro,
          failedAt: .now, reason: "Compte clos."))
      #expect(keys(failed) == ["staff.payout-failed"])
      #expect(failed.first?.envelope.data.text.contains("Compte clos.") == true)
      #expect(failed.first?.envelope.data.text.contains("Jean O'Neil & fils") == true)
      let ended = try await teller.tell(
        ClaimSettledHandler(composer: composer),
        ClaimSettled(
          claimId: .make(), holder: AccountHolder(kind: .member, id: story.member.description), unit: .euroCents,
          amount: 50_000, remaining: 25_000, manner: .writtenOff, reason: "Introuvable."))
      #expect(ended.first?.envelope.data.subject == "Créance abandonnée\u{A0}: 500,00\u{202F}€")
      #expect(ended.first?.envelope.data.text.contains("il reste 250,00\u{202F}€") == true)
      let outdated = try await teller.tell(
        HireReportOutdatedHandler(composer: composer),
        HireReportOutdated(
          hireId: story.hire, sourceSystem: "Acme RH", applicationId: "A-1", asOf: .now, withdrawnAsOf: .now))
      #expect(keys(outdated) == ["staff.hire-report-outdated"])
      let corrected = try await teller.tell(
        InterviewCorrectedHandler(composer: composer),
        InterviewCorrected(
          recommendationId: story.recommendation, revision: 2, offerId: story.offer, memberId: story.member,
          outcome: .rejected, reasonCode: .unreachable, reason: "Erreur de saisie."))
      #expect(corrected.first?.envelope.data.text.contains("Erreur de saisie.") == true)
      #expect(corrected.first?.envelope.data.text.contains("Camille Durand") == true)
    }
  }

  @Test(
    "O7 a company's name and contact are those of the greatest revision, in whatever order they come",
    arguments: 0..<12 as Range<UInt64>)
  func companies(seed: UInt64) async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      var generator = SeededGenerator(seed: seed)
      let events: [ToldEvent] = [
        ToldEvent(CompanyRegisteredHandler(), CompanyRegistered(companyId: story.company, name: "Un", revision: 1)),
        ToldEvent(
          CompanyContactChangedHandler(),
          CompanyContactChanged(companyId: story.company, contactEmail: EmailAddress("un@example.org")!, revision: 1)),
        ToldEvent(
          CompanyUpdatedHandler(),
          CompanyUpdated(companyId: story.company, revision: 2, name: "Deux", locale: .english)),
        ToldEvent(
          CompanyUpdatedHandler(),
          CompanyUpdated(companyId: story.company, revision: 3, name: "Trois", locale: .english)),
        ToldEvent(
          CompanyContactChangedHandler(),
          CompanyContactChanged(companyId: story.company, contactEmail: EmailAddress("trois@example.org")!, revision: 3)
        ),
      ]
      var rest = (events + [events.randomElement(using: &generator)!]).shuffled(using: &generator)[...]
      while !rest.isEmpty {
        let batch = rest.prefix(Int.random(in: 1...3, using: &generator))
        rest = rest.dropFirst(batch.count)
        _ = try await teller.tell(batch: Array(batch))
      }
      let row = try await database.query("select name, locale, contact_email from notifications.companies")[0]
      let (name, locale, contact) = try row.decode((String, Language, String).self)
      #expect(name == "Trois" && locale == .english && contact == "trois@example.org")
    }
  }
}
