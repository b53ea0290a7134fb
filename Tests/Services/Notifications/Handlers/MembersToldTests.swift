import Messages
import NotificationsDomain
import NotificationsService
import PostgreSQLClient
import MessageHandling
import ServiceTesting
import Testing
import Vocabulary

@Suite struct MembersToldTests {
  @Test("M5 who left is not solicited, whichever is heard first")
  func left() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      _ = try await teller.tell(MemberLeftHandler(composer: teller.composer), story.memberLeft)
      _ = try await teller.tell(MemberJoinedHandler(composer: teller.composer), story.memberJoined, story.sponsorJoined)
      _ = try await teller.tell(OfferPublishedHandler(), story.offerPublished)
      let received = try await teller.tell(WaveDispatchedHandler(composer: teller.composer), story.wave)
      #expect(received.map(\.routingKey) == ["member.\(story.sponsor).offer-proposed"])
    }
  }

  @Test("M8 a member is not told whom else a wave reaches")
  func wave() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      _ = try await teller.tell(MemberJoinedHandler(composer: teller.composer), story.memberJoined, story.sponsorJoined)
      _ = try await teller.tell(OfferPublishedHandler(), story.offerPublished)
      let received = try await teller.tell(WaveDispatchedHandler(composer: teller.composer), story.wave)
      let member = try #require(received.first { $0.routingKey.contains(story.member.description) })
      #expect(!member.body.contains(story.sponsor.description))
      #expect(member.details["offerId"] == .string(story.offer.description) && member.details["wave"] == 1)
    }
  }

  @Test("Contact details converge on the greatest revision")
  func revision() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      var newer = story.memberContact
      newer.revision = 3
      newer.lastName = "Married"
      var newest = newer
      newest.revision = 4
      newest.locale = .french
      let keep = ContactChangedHandler()
      _ = try await teller.tell(keep, newest, newer)
      _ = try await teller.tell(keep, story.memberContact)
      _ = try await teller.tell(MemberJoinedHandler(composer: teller.composer), story.memberJoined)
      let rows = try await database.query("select last_name, locale, revision from notifications.members")
      let (name, locale, revision) = try rows[0].decode((String, Language, Int).self)
      #expect(name == "Married" && locale == .french && revision == 4)
    }
  }

  @Test("W6 tax information goes with the first payment to a member in a calendar year, never for what a charity gets")
  func taxInformation() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      _ = try await teller.tell(ContactChangedHandler(), story.memberContact)
      let pay = PayoutMadeHandler(composer: teller.composer)
      func told(_ events: [PayoutMade]) async throws -> [JSONValue?] {
        try await database.handle(pay, events).emitted.compactMap { try Received($0) }
          .filter { $0.routingKey.hasSuffix(".tax-information") }.map { $0.details["year"] }
      }
      func paid(_ time: String, to kind: BeneficiaryKind = .member) -> PayoutMade { story.paid(at: time, to: kind) }
      #expect(try await told([paid("2026-03-01T12:00:00Z", to: .charity)]) == [])
      #expect(try await told([paid("2026-06-01T12:00:00Z"), paid("2026-06-01T12:00:00Z")]) == [2026])
      #expect(try await told([paid("2026-12-31T22:59:59Z")]) == [])
      #expect(try await told([paid("2026-12-31T23:00:00Z")]) == [2027])
    }
  }

  @Test("Q4 a member reads in words why a candidate goes no further, and nothing of what staff wrote")
  func rejection() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      _ = try await teller.tell(batch: Array(teller.events(story)[..<8]))
      try await teller.wasTold(.interview, story.recommendation)
      let received = try await teller.tell(
        CandidateRejectedHandler(composer: teller.composer),
        CandidateRejected(
          recommendationId: story.recommendation, memberId: story.member, offerId: story.offer,
          reason: "Was rude on the phone.", reasonCode: .unreachable, revision: 1))
      let told = try #require(received.first { $0.routingKey.hasPrefix("member.") })
      #expect(told.envelope.data.text.contains("we were unable to reach them"))
      #expect(told.details["reasonCode"] == "unreachable" && told.details["reason"] == nil)
      #expect(!told.body.contains("rude"))
      #expect(received.contains { $0.routingKey.hasPrefix("staff.") && $0.body.contains("rude") })
    }
  }

  @Test("M8 a sponsor learns of the share, and not by which recommendation; staff do")
  func share() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      _ = try await teller.tell(ContactChangedHandler(), story.sponsorContact)
      try await teller.wasTold(.hire, story.hire)
      let told = try await teller.tell(
        RewardGrantedHandler(composer: teller.composer),
        RewardGranted(
          rewardId: story.reward, hireId: story.hire, memberId: story.sponsor, kind: .sponsorship, amountCents: 25_000,
          state: .settled, recommendationId: story.recommendation))
      #expect(
        told.map(\.routingKey) == ["staff.reward-granted", "member.\(story.sponsor).reward-granted"])
      #expect(told.map { $0.body.contains(story.recommendation.description) } == [true, false])
    }
  }

  @Test("R10 nobody is told that an offer is not open which was not heard of; staff are")
  func unheardOffer() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      _ = try await teller.tell(ContactChangedHandler(), story.sponsorContact)
      var refused = story.refused
      refused.code = .offerNotOpen
      let refuse = RecommendationRefusedHandler(composer: teller.composer)
      #expect(try await teller.tell(refuse, refused).map(\.routingKey) == ["staff.recommendation-refused"])
      _ = try await teller.tell(OfferPublishedHandler(), story.offerPublished)
      #expect(
        try await teller.tell(refuse, refused).map(\.routingKey)
          == ["staff.recommendation-refused", "member.\(story.sponsor).recommendation-refused"])
    }
  }

  @Test("N1 a refusal reaches the member although nobody knows the offer")
  func unknownOffer() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let story = SampleStory()
      _ = try await teller.tell(ContactChangedHandler(), story.sponsorContact)
      let received = try await teller.tell(RecommendationRefusedHandler(composer: teller.composer), story.refused)
      #expect(received.count == 2)
      #expect(received.last?.details["code"] == "candidate-already-attributed")
    }
  }
}
