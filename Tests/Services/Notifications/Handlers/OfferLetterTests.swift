import MessageHandling
import Messages
import NotificationsDomain
import NotificationsService
import PolicyVersions
import PostgreSQLClient
import ServiceTesting
import TestStack
import Testing
import Topology
import Vocabulary

/// When what is proposed to a member goes out, and that it goes out once.
@Suite("Letters that propose offers") struct OfferLetterTests {
  private struct RolledBack: Error {}

  private let noon = Timestamp("2026-11-25T12:00:00Z")!

  private func after(_ seconds: Double) -> Timestamp { noon.adding(seconds: seconds) }

  @Test("M11: 23 open offers are one letter to a newcomer, and topics tell each of them at once")
  func newcomer() async throws {
    try await OfferPost.with { post in
      let members = try await post.join()
      let offers = try await post.publish(23)
      #expect(try await post.propose(offers, to: members, at: noon) == 23)
      #expect(try await post.deliveries() == ["23 pending"])
      #expect(try await post.write(at: after(59)) == .at(after(60)))
      #expect(try await post.letters().isEmpty)
      #expect(try await post.write(at: after(60)) == .whenSomethingHappens)
      let letters = try await post.letters()
      #expect(letters.count == 1 && letters.first?.recipient == members[0].description)
      let text = letters.first?.text ?? ""
      #expect((1...23).allSatisfy { text.contains("\nPoste \($0)\n") })
      #expect(letters.first?.subject == "23 annonces pour vous, dont «\u{A0}Poste 1\u{A0}»")
      #expect(try await post.waiting() == [0, 0])
      #expect(try await post.deliveries() == ["23 pending"])
    }
  }

  @Test("M11: what became of a letter is what became of each offer in it")
  func deliveries() async throws {
    try await OfferPost.with { post in
      try await post.propose(try await post.publish(3), to: try await post.join(), at: noon)
      try await post.write(at: after(60))
      _ = try await post.database.query(
        """
        update notifications.letters
        set state = 'sent', attempts = 2, last_attempt_at = \(noon), next_attempt_at = null, subject = null, body = null
        """)
      let rows = try await post.database.query(
        "select count(*) from notifications.deliveries where state = 'sent' and attempts = 2 and last_attempt_at = \(noon)"
      )
      #expect(try rows[0].decode(Int.self) == 3)
      #expect(try await post.deliveries() == ["3 sent"])
    }
  }

  @Test("M11: a window begins with the first offer that waits, and no later one postpones it", arguments: UInt64(1)...6)
  func window(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let instants = (0..<15).map { _ in Int.random(in: 0...300, using: &generator) }.sorted()
    try await OfferPost.with { post in
      let members = try await post.join()
      for instant in instants {
        try await post.write(at: after(Double(instant)))
        try await post.propose(try await post.publish(), to: members, at: after(Double(instant)))
      }
      try await post.write(at: after(1000))
      let sizes = try await post.database.query(
        """
        select count(*)
        from notifications.letters as letter
        left join notifications.folded_offers as folded on folded.letter_id = letter.notification_id
        group by letter.notification_id, folded.letter_id
        order by letter.notification_id
        """
      ).map { try $0.decode(Int.self) }
      let windows = windows(instants)
      #expect(sizes == windows.map { max(1, $0 - 1) })
      #expect(try await post.deliveries() == ["15 pending"])
    }
  }

  /// How many of some instants fall into each window.
  private func windows(_ instants: [Int]) -> [Int] {
    var begun: Int?
    return instants.reduce(into: []) { sizes, instant in
      if let since = begun, instant < since + Int(OfferPost.window) {
        sizes[sizes.count - 1] += 1
      } else {
        begun = instant
        sizes.append(1)
      }
    }
  }

  // MARK: Mornings

  struct Morning: Sendable, CustomStringConvertible {
    let zone: String
    let preference: OffersByMail
    let proposed: String
    let due: String
    var description: String { "\(zone), \(preference.rawValue), \(proposed)" }
  }

  @Test(
    "M11: a digest goes out at eight in the morning of the policy's time zone, in summer and in winter",
    arguments: [
      Morning(zone: "Europe/Paris", preference: .daily, proposed: "2026-11-25T12:00:00Z", due: "2026-11-26T07:00:00Z"),
      // The night in which clocks go forward, and that in which they go back.
      Morning(zone: "Europe/Paris", preference: .daily, proposed: "2026-03-28T12:00:00Z", due: "2026-03-29T06:00:00Z"),
      Morning(zone: "Europe/Paris", preference: .daily, proposed: "2026-10-24T06:00:00Z", due: "2026-10-25T07:00:00Z"),
      // A moment before eight, and eight.
      Morning(zone: "Europe/Paris", preference: .daily, proposed: "2026-07-01T05:59:59Z", due: "2026-07-01T06:00:00Z"),
      Morning(zone: "Europe/Paris", preference: .daily, proposed: "2026-07-01T06:00:00Z", due: "2026-07-02T06:00:00Z"),
      Morning(
        zone: "Pacific/Kiritimati", preference: .daily, proposed: "2026-06-01T17:59:59Z", due: "2026-06-01T18:00:00Z"),
      Morning(
        zone: "America/St_Johns", preference: .daily, proposed: "2026-06-01T10:30:00Z", due: "2026-06-02T10:30:00Z"),
      // A Wednesday before clocks go forward; Monday before eight, and at eight.
      Morning(zone: "Europe/Paris", preference: .weekly, proposed: "2026-03-25T12:00:00Z", due: "2026-03-30T06:00:00Z"),
      Morning(zone: "Europe/Paris", preference: .weekly, proposed: "2026-03-30T05:59:59Z", due: "2026-03-30T06:00:00Z"),
      Morning(zone: "Europe/Paris", preference: .weekly, proposed: "2026-03-30T06:00:00Z", due: "2026-04-06T06:00:00Z"),
      // Sunday evening in Paris is Monday on Kiritimati.
      Morning(
        zone: "Pacific/Kiritimati", preference: .weekly, proposed: "2026-06-07T17:59:00Z", due: "2026-06-07T18:00:00Z"),
    ])
  func morning(_ morning: Morning) async throws {
    let proposed = Timestamp(morning.proposed)!, due = Timestamp(morning.due)!
    try await OfferPost.with { post in
      try await post.timeZone(morning.zone)
      let members = try await post.join(1, morning.preference)
      try await post.propose(try await post.publish(2), to: members, at: proposed)
      #expect(try await post.write(at: due.adding(seconds: -0.001)) == .at(due))
      #expect(try await post.letters().isEmpty)
      try await post.write(at: due)
      #expect(try await post.letters().count == 1)
    }
  }

  @Test("M11: a time zone that comes in force while offers wait is whose morning it is")
  func movedMorning() async throws {
    try await OfferPost.with { post in
      try await post.propose(try await post.publish(), to: try await post.join(1, .daily), at: noon)
      try await post.timeZone("Atlantic/Azores")
      // Eight in Paris is six on the Azores.
      #expect(try await post.write(at: Timestamp("2026-11-26T07:00:00Z")!) == .at(Timestamp("2026-11-26T09:00:00Z")!))
      #expect(try await post.letters().isEmpty)
    }
  }

  // MARK: What changes meanwhile

  @Test("M11: who wants no offers by mail gets none, and there is no delivery")
  func never() async throws {
    try await OfferPost.with { post in
      #expect(try await post.propose(try await post.publish(2), to: try await post.join(1, .never), at: noon) == 2)
      try await post.write(at: after(60))
      #expect(try await post.letters().isEmpty)
      #expect(try await post.deliveries() == [])
      #expect(try await post.waiting() == [0, 0])
    }
  }

  @Test("M11: how offers reach a member is followed as it is when the letter is due")
  func changedPreference() async throws {
    try await OfferPost.with { post in
      let members = try await post.join(3)
      try await post.propose(try await post.publish(2), to: members, at: noon)
      try await post.prefer(.never, members[0], at: after(10))
      try await post.prefer(.daily, members[1], at: after(20))
      // An older revision that comes late changes nothing.
      try await post.prefer(.never, members[2], revision: 3, at: after(30))
      try await post.prefer(.atOnce, members[2], revision: 2, at: after(40))
      let morning = Timestamp("2026-11-26T07:00:00Z")!
      #expect(try await post.write(at: after(60)) == .at(morning))
      #expect(try await post.letters().isEmpty)
      #expect(try await post.deliveries() == ["2 pending"])
      try await post.write(at: morning)
      #expect(try await post.letters().map(\.recipient) == [members[1].description])
    }
  }

  @Test("M11: who no longer wants to wait for the morning does not")
  func soonerAgain() async throws {
    try await OfferPost.with { post in
      let members = try await post.join(1, .weekly)
      try await post.propose(try await post.publish(), to: members, at: noon)
      try await post.prefer(.atOnce, members[0], at: after(3600))
      try await post.write(at: after(3600))
      #expect(try await post.letters().count == 1)
    }
  }

  @Test("M5, M11: who leaves while offers wait is not written to")
  func left() async throws {
    try await OfferPost.with { post in
      let members = try await post.join(2)
      try await post.propose(try await post.publish(2), to: members, at: noon)
      try await post.leave(members[0])
      try await post.write(at: after(60))
      #expect(try await post.letters().map(\.recipient) == [members[1].description])
      #expect(try await post.deliveries() == ["2 pending"])
    }
  }

  @Test("M11: an offer that is closed or has expired while it waits is left out; where none remains there is no letter")
  func closed() async throws {
    try await OfferPost.with { post in
      let members = try await post.join()
      let closed = try await post.publish(1, "Closed"), open = try await post.publish(1, "Open")
      let over = try await post.publish(1, "Over", until: after(60))
      try await post.propose(closed + open + over, to: members, at: noon)
      try await post.close(closed[0])
      try await post.write(at: after(60))
      let letter = try #require(try await post.letters().first)
      #expect(letter.text.contains("Open") && !letter.text.contains("Closed") && !letter.text.contains("Over"))
      #expect(letter.subject == "Une annonce pour vous\u{A0}: Open (Acme & Cie)")
      #expect(try await post.deliveries() == ["1 pending"])

      let another = try await post.publish()
      try await post.propose(another, to: members, at: after(100))
      try await post.close(another[0])
      try await post.write(at: after(160))
      #expect(try await post.letters().count == 1)
      #expect(try await post.deliveries() == ["1 pending"])
    }
  }

  @Test(
    "M11, O7: an offer is proposed as it was amended last, in whatever order that is heard of", arguments: UInt64(1)...8
  )
  func amended(seed: UInt64) async throws {
    try await OfferPost.with { post in
      let offer = OfferID.make(), until = Timestamp("2027-01-31T23:30:00Z")!
      typealias Telling = @Sendable () async throws -> Void
      let tellings: [Telling] = [
        { _ = try await post.database.handle(OfferPublishedHandler(), [post.published(offer, "First")]) },
        {
          let event = OfferUpdated(
            offerId: offer, revision: 2, companyId: post.company, title: "Second", closesAt: noon.adding(seconds: 1))
          _ = try await post.database.handle(OfferUpdatedHandler(), [event])
        },
        { try await post.close(offer, because: .expired, revision: 3) },
        {
          let event = OfferReopened(offerId: offer, revision: 4, companyId: post.company, closesAt: after(7200))
          _ = try await post.database.handle(OfferReopenedHandler(), [event])
        },
        {
          let event = OfferUpdated(
            offerId: offer, revision: 5, companyId: post.company, title: "Last", closesAt: until)
          _ = try await post.database.handle(OfferUpdatedHandler(), [event])
        },
      ]
      var generator = SeededGenerator(seed: seed)
      for tell in tellings.shuffledAndRepeated(using: &generator) { try await tell() }
      try await post.propose([offer], to: try await post.join(), at: noon)
      try await post.write(at: after(60))
      let letter = try #require(try await post.letters().first)
      #expect(letter.text.contains("\nLast\n") && letter.text.contains("Nord, Hauts-de-France"))
      // The day is that of Paris.
      #expect(letter.text.contains("jusqu'au 1er février 2027"))
    }
  }

  @Test("M11: an offer that closes with the last of all days holds up nobody's letter")
  func lastDay() async throws {
    try await OfferPost.with { post in
      let offers = try await post.publish(1, until: Timestamp("9999-12-31T23:59:59Z")!)
      try await post.propose(offers, to: try await post.join(), at: noon)
      try await post.write(at: after(60))
      #expect(try await post.letters().first?.text.contains("jusqu'au 31 décembre 9999") == true)
    }
  }

  @Test("M11: a closing from before there were revisions counts, whichever is heard first", arguments: [false, true])
  func closedBefore(closingFirst: Bool) async throws {
    try await OfferPost.with { post in
      let offer = OfferID.make()
      if closingFirst { try await post.close(offer, revision: nil) }
      _ = try await post.database.handle(OfferPublishedHandler(), [post.published(offer, "Poste", revision: nil)])
      if !closingFirst { try await post.close(offer, revision: nil) }
      try await post.propose([offer], to: try await post.join(), at: noon)
      try await post.write(at: after(60))
      #expect(try await post.deliveries() == [])
    }
  }

  @Test("M11, W1: the bonus is that of the member's level by the policy in force, as far as either is known")
  func bonus() async throws {
    try await OfferPost.with { post in
      let members = try await post.join()
      func bonus(at now: Timestamp, level: Level = .beginner) async throws -> String? {
        try await post.propose(try await post.publish(), to: members, level: level, at: now)
        try await post.write(at: now.adding(seconds: 60))
        return try await post.letters().last?.text.split(separator: "\n").first { $0.contains("prime") }
          .map { $0.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ") }
          .map { String($0.split(separator: ": ").last ?? "") }
      }
      #expect(try await bonus(at: noon) == "500,00 €")
      // Its level as the offers service knows it, until rewards tells.
      #expect(try await bonus(at: after(100), level: .confirmed) == "750,00 €")
      let levels = [
        LevelChanged(memberId: members[0], from: .confirmed, to: .expert, points: 500, revision: 9),
        LevelChanged(memberId: members[0], from: .beginner, to: .confirmed, points: 150, revision: 4),
      ]
      _ = try await post.database.handle(LevelChangedHandler(composer: post.composer), levels)
      #expect(try await bonus(at: after(200)) == "1 000,00 €")
      let policy = PolicyChangedHandler(BonusPolicyVersions(bonusesIn: "notifications"))
      _ = try await post.database.handle(
        policy, [paying(120_000, version: 2), paying(1, version: 3, from: after(500))])
      #expect(try await bonus(at: after(300)) == "1 200,00 €")
      _ = try await post.database.handle(
        PolicyChangeCancelledHandler(BonusPolicyVersions(bonusesIn: "notifications")),
        [RewardsPolicyChangeCancelled(versions: [3])])
      #expect(try await bonus(at: after(600)) == "1 200,00 €")
    }
  }

  private func paying(_ cents: Cents, version: Int, from date: Timestamp? = nil) -> RewardsPolicyChanged {
    let terms = RewardTerms(
      version: version,
      points: PointsScale(recommendationQualified: 20, candidateHired: 100, sponsoredMemberJoined: 30, dailyVisit: 1),
      levels: LevelThresholds(beginner: 0, confirmed: 150, expert: 500),
      amounts: BonusAmounts(beginner: 60_000, confirmed: 80_000, expert: cents),
      sponsorshipCents: 25_000, matchingCents: 25_000, listingCredits: 3)
    return RewardsPolicyChanged(RewardsPolicy(terms, inForceFrom: date))
  }

  @Test("M11: an offer that is proposed twice is in the letter once")
  func twice() async throws {
    try await OfferPost.with { post in
      let members = try await post.join(), offers = try await post.publish()
      try await post.propose(offers, to: members, at: noon)
      try await post.propose(offers, to: members, at: after(1))
      try await post.write(at: after(60))
      let letters = try await post.letters()
      #expect(letters.count == 1 && letters[0].subject.contains("Une annonce"))
      #expect(try await post.deliveries() == ["2 pending"])
    }
  }

  @Test("M11: a letter waits for who is to be greeted, ever longer, and for a day at most")
  func unknownContact() async throws {
    try await OfferPost.with { post in
      let member = MemberID.make()
      let joined = MemberJoined(
        memberId: member, sectors: [SectorCode("J")!], zones: [ZoneCode("FR")!], charterVersion: "1", locale: .english)
      _ = try await post.database.handle(MemberJoinedHandler(composer: post.composer), [joined])
      try await post.propose(try await post.publish(), to: [member], at: noon)
      #expect(try await post.write(at: after(60)) == .at(after(120)))
      #expect(try await post.write(at: after(10_000)) == .at(after(13_600)))
      #expect(try await post.letters().isEmpty)
      try await post.write(at: after(86_400))
      #expect(try await post.letters().first?.text.hasPrefix("Hello,\n") == true)
    }
  }

  // MARK: Crashes and replicas

  @Test("M11: who dies while writing a letter leaves what waits, and the letter is written once")
  func crash() async throws {
    try await OfferPost.with { post in
      try await post.propose(try await post.publish(3), to: try await post.join(2), at: noon)
      for _ in 0..<3 {
        _ = try? await post.database.pool.withTransaction { transaction in
          var emission = Emission(service: .notifications, now: after(60))
          _ = try await post.work().run(at: after(60), in: transaction, emitting: &emission)
          throw RolledBack()
        }
      }
      #expect(try await post.letters().isEmpty)
      #expect(try await post.waiting() == [6, 2])
      try await post.write(at: after(60))
      try await post.write(at: after(60))
      #expect(try await post.letters().count == 2)
      #expect(try await post.waiting() == [0, 0])
    }
  }

  @Test("M11: two replicas pass over each other's members")
  func heldByAnother() async throws {
    try await OfferPost.with { post in
      let members = try await post.join(3)
      try await post.propose(try await post.publish(2), to: members, at: noon)
      try await post.database.pool.withTransaction { other in
        var emission = Emission(service: .notifications, now: after(60))
        _ = try await post.work(limit: 2).run(at: after(60), in: other, emitting: &emission)
        try await post.write(at: after(60))
        #expect(try await post.letters().count == 1)
      }
      #expect(try await post.letters().count == 3)
      #expect(Set(try await post.letters().map(\.recipient)) == Set(members.map(\.description)))
    }
  }

  @Test("M11: offers that come while two replicas write letters are told once each, and none is left behind")
  func sameMoment() async throws {
    try await OfferPost.with { post in
      let members = try await post.join(60)
      let offers = try await post.publish(12)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (number, offer) in offers.enumerated() {
          let some = Array(members.shuffled().prefix(40))
          group.addTask { try await post.propose([offer], to: some, at: after(Double(number) * 60)) }
        }
        for _ in 0..<2 {
          group.addTask {
            for minute in 1...12 { try await post.write(at: after(Double(minute) * 60), try post.work(limit: 7)) }
          }
        }
        try await group.waitForAll()
      }
      try await post.write(at: after(3600))
      #expect(try await post.waiting() == [0, 0])
      #expect(try await post.deliveries() == ["480 pending"])
      let texts = try await post.letters().map(\.text)
      let told = texts.reduce(0) { sum, text in sum + text.split(separator: "\n").count { $0.hasPrefix("Poste ") } }
      #expect(told == 480)
    }
  }

  @Test("M11: a wave of two thousand members is written to in bounded batches, each member once")
  func manyMembers() async throws {
    try await OfferPost.with { post in
      let members = try await post.join(2000)
      for part in stride(from: 0, to: 2000, by: 500) {
        try await post.propose(try await post.publish(), to: Array(members[part..<part + 500]), at: noon)
      }
      #expect(try await post.database.run(post.work(), at: after(60)).next == .immediately)
      #expect(try await post.letters().count == 200)
      try await post.write(at: after(60))
      let letters = try await post.letters()
      #expect(letters.count == 2000 && Set(letters.map(\.recipient)).count == 2000)
    }
  }

  @Test("M11: without a mail server nothing waits")
  func noMailing() async throws {
    try await OfferPost.with(isMailing: false) { post in
      let told = try await post.propose(try await post.publish(2), to: try await post.join(), at: noon)
      #expect(told == 2)
      #expect(try await post.waiting() == [0, 0])
      #expect(try await post.deliveries().isEmpty)
    }
  }
}
