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

  @Test("W6 tax information goes once per member and calendar year, in the policy's time zone")
  func taxInformation() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let teller = try StoryTeller(database)
      let first = SampleStory()
      _ = try await teller.tell(ContactChangedHandler(), first.memberContact)
      let settle = RewardSettledHandler(composer: teller.composer)
      func years(_ events: [RewardSettled], at time: String) async throws -> [JSONValue?] {
        for event in events { try await teller.wasTold(.grant, event.rewardId) }
        return try await database.handle(settle, events, at: Timestamp(time)!).emitted.compactMap { try Received($0) }
          .filter { $0.routingKey.hasSuffix(".tax-information") }.map { $0.details["year"] }
      }
      func another() -> RewardSettled {
        RewardSettled(rewardId: .make(), memberId: first.member, option: .toMember, lines: [])
      }
      #expect(try await years([another(), another()], at: "2026-06-01T12:00:00Z") == [2026])
      #expect(try await years([another()], at: "2026-12-31T22:59:59Z") == [])
      #expect(try await years([another()], at: "2026-12-31T23:00:00Z") == [2027])
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
