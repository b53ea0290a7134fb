import Messages
import NotificationsDomain
import NotificationsService
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

@Suite struct OperatorsToldTests {
  @Test("W6 finance gets the data of payout events, and nothing around them")
  func finance() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      try await teller.wasTold(.grant, story.reward)
      _ = try await database.handle(RewardSettledHandler(composer: teller.composer), [story.rewardSettled])
      let requested = try await database.handle(
        PayoutRequestedHandler(composer: teller.composer), [story.donation])
      let order = try #require(requested.emitted.first { $0.routingKey == "finance.payout-requested" })
      let data = try MessageCoder().decode(
        CloudEvent<FinanceNotification<PayoutRequested>>.self, from: order.body
      ).data
      #expect(data.event == story.donation)
      let cancelled = try await database.handle(
        PayoutCancelledHandler(composer: teller.composer), [PayoutCancelled(payoutId: story.payout)])
      #expect(
        cancelled.emitted.map(\.routingKey) == ["finance.payout-cancelled", "staff.payout-cancelled"])
    }
  }

  @Test("W3 a charity learns who donates only where the member wants it known")
  func donor() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      _ = try await teller.tell(ContactChangedHandler(), story.memberContact)
      _ = try await teller.tell(RewardSettledHandler(composer: teller.composer), story.settled(inMyName: nil))
      let received = try await teller.tell(PayoutRequestedHandler(composer: teller.composer), story.donation)
      let donation = try #require(received.first { $0.routingKey.hasPrefix("charity.") })
      #expect(donation.details["amountCents"] == 100_000)
      #expect(donation.envelope.data.text.contains("de la part d'un membre de notre communauté"))
      #expect(!donation.body.contains("Neil"))
    }
  }

  @Test("Staff learn of a message that a service gave up: what and where, never the body")
  func deadLetter() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let id = MessageID.make()
      let received = try await teller.tell(
        MessageDeadLetteredHandler(composer: teller.composer),
        MessageDeadLettered(
          messageId: id.description, service: "rewards", queue: "rewards.events", reason: .undecodable, attempts: 1))
      #expect(received.map(\.routingKey) == ["staff.message-dead-lettered"])
      let details = try #require(received.first?.details)
      #expect(details["messageId"] == .string(id.description) && details["reason"] == "undecodable")
      #expect(details["service"] == "rewards" && details["queue"] == "rewards.events")
    }
  }

  @Test("Staff learn which fields of which type of message are at fault, in French, and no value of them")
  func deadLetterFields() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let received = try await teller.tell(
        MessageDeadLetteredHandler(composer: teller.composer),
        MessageDeadLettered(
          service: "members", queue: "members.commands", reason: .invalidMessage, attempts: 1,
          messageType: "coopt.members.join.v1", fields: ["email", "zones[1]"]))
      let told = try #require(received.first)
      #expect(
        told.details["type"] == "coopt.members.join.v1" && told.details["fields"] == .array(["email", "zones[1]"]))
      #expect(told.envelope.data.text.contains("2 champs sont en cause, le détail les nomme."))
      #expect(told.envelope.data.text.contains("des champs manquent ou ne conviennent pas"))
      #expect(!told.envelope.data.text.contains("zones[1]") && !told.envelope.data.text.contains("coopt.members"))
    }
  }

  @Test("Staff learn of a command that was refused while nobody waited for the answer")
  func refusedCommand() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let id = MessageID.make().description
      let received = try await teller.tell(
        CommandRefusedHandler(composer: teller.composer),
        CommandRefused(
          messageId: id, service: "members", queue: "members.commands", messageType: "coopt.members.leave.v1",
          code: .memberNotActive))
      let told = try #require(received.first)
      #expect(told.routingKey == "staff.command-refused")
      #expect(told.details["messageId"] == .string(id) && told.details["code"] == "member-not-active")
      #expect(told.details["type"] == "coopt.members.leave.v1")
    }
  }

  @Test(
    "Staff learn of a webhook that waits: where from, since when and why; what is to be done, once",
    arguments: QuarantineReason.allCases)
  func webhook(reason: QuarantineReason) async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let waiting = SampleStory().quarantined(reason)
      let received = try await teller.tell(DeliveryQuarantinedHandler(composer: teller.composer), waiting)
      #expect(received.map(\.routingKey) == ["staff.webhook-quarantined"])
      let told = try #require(received.first)
      #expect(told.details["deliveryId"] == .string(waiting.deliveryId.description))
      #expect(told.details["reason"] == .string(reason.rawValue) && told.details["source"] == "greenhouse")
      #expect(told.details["jobs"] == .array(["209372", "ENG-12"]) && told.details["applicationId"] == "46306421")
      #expect(told.details["detail"] == .string(waiting.detail))
      #expect(told.envelope.data.subject == "Webhook en attente\u{A0}: greenhouse")
      let text = told.envelope.data.text
      #expect(text.contains("20 novembre 2026") && text.contains("candidature numéro 46306421"))
      #expect(text.contains(Wording.quarantined(reason)))
      #expect(text.contains("Associez le poste") == (reason == .jobNotMapped))
      #expect(text.contains("l'outil d'exploitation le montre") == (reason != .jobNotMapped))
    }
  }

  @Test("W8 staff are told of each claim, who owes what and why; nobody else is")
  func claims() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      let credits = ClaimOpened(
        claimId: .make(), causeId: "cause", holder: AccountHolder(kind: .company, id: story.company.description),
        account: "company:\(story.company):claim", unit: .listingCredits, amount: 1, rewardId: story.reward,
        offerId: story.offer)
      let received = try await teller.tell(ClaimOpenedHandler(composer: teller.composer), story.claim, credits)
      #expect(received.map(\.routingKey) == ["staff.claim-opened", "staff.claim-opened"])
      let details = try #require(received.first?.details)
      #expect(details["payoutId"] == .string(story.payout.description) && details["amount"] == 75_000)
      #expect(details["holder"] == .object(["kind": "member", "id": .string(story.member.description)]))
      #expect(
        received.map(\.envelope.data.subject) == [
          "Créance ouverte\u{A0}: 750,00\u{202F}€", "Créance ouverte\u{A0}: 1 crédit d'annonces",
        ])
      let text = try #require(received.last?.envelope.data.text)
      #expect(text.hasPrefix("L'entreprise doit restituer 1 crédit d'annonces"))
      #expect(text.contains("Un crédit repris avait servi") && !text.contains("Un versement avait été effectué"))
    }
  }

  @Test("H1, W8 staff are told of each claim that was set off, and against what; nobody else is")
  func setOffs() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      let credits = ClaimSetOff(
        setOffId: .make(), causeId: "cause", holder: AccountHolder(kind: .company, id: story.company.description),
        account: "company:\(story.company):claim", unit: .listingCredits, amount: 2, rewardId: story.reward)
      let received = try await teller.tell(ClaimSetOffHandler(composer: teller.composer), story.setOff, credits)
      #expect(received.map(\.routingKey) == ["staff.claim-set-off", "staff.claim-set-off"])
      #expect(
        received.map(\.envelope.data.subject) == [
          "Créance compensée\u{A0}: 750,00\u{202F}€", "Créance compensée\u{A0}: 2 crédits d'annonces",
        ])
      #expect(received.first?.details["payoutId"] == .string(story.payout.description))
      let text = try #require(received.last?.envelope.data.text)
      #expect(text.hasPrefix("L'entreprise n'a plus à restituer 2 crédits d'annonces"))
      #expect(text.contains("au titre d'une prime") && !text.contains("Le versement déjà effectué"))
    }
  }

  @Test("H1 staff learn which of offer and candidate a later report names differently")
  func differingReport() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      let received = try await teller.tell(
        HireReportDiffersHandler(composer: teller.composer),
        HireReportDiffers(hireId: story.hire, fields: [.candidate]),
        HireReportDiffers(hireId: story.hire, fields: [.offer, .candidate]))
      #expect(received.map(\.routingKey) == ["staff.hire-report-differs", "staff.hire-report-differs"])
      let details = try #require(received.first?.details)
      #expect(details == ["hireId": .string(story.hire.description), "fields": .array(["candidate"])])
      let texts = received.map(\.envelope.data.text)
      #expect(texts[0].contains("désigne autrement la personne embauchée que"))
      #expect(texts[1].contains("désigne autrement l'annonce et la personne embauchée que"))
    }
  }

  @Test("W7 a daily visit is no step that staff are told of")
  func visits() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      func award(_ rule: PointsRule) -> PointsAwarded {
        PointsAwarded(memberId: .make(), points: 1, rule: rule, total: 1, causeId: "cause")
      }
      let received = try await teller.tell(
        PointsAwardedHandler(composer: teller.composer), award(.dailyVisit), award(.candidateHired))
      #expect(received.map(\.routingKey) == ["staff.points-awarded"])
    }
  }
}
