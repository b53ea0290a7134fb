import Messages
import MessageHandling
import NotificationsDomain
import NotificationsService
import PostgreSQLClient
import ServiceTesting
import SMTPClient
import Testing
import Topology
import Vocabulary

/// A hire is one letter to the member, and one to the sponsor; topics tell each step.
@Suite("Letters that tell several things") struct LettersOfOneStoryTests {
  /// What is told, by whom it is handled, and what caused it.
  private struct Desk: Sendable {
    let database: ServiceDatabase
    let composer: Composer
    let work: DeliverLetters

    /// Tells one event, and then what a commit has run; the routing keys told.
    func tell<Handler: EventHandler>(
      _ handler: Handler, _ event: Handler.Payload, id: MessageID = .make(), causedBy cause: MessageID? = nil,
      at now: Timestamp
    ) async throws -> [String] {
      let message = Incoming(
        event: CloudEvent(
          id: id, source: "/test", type: Handler.Payload.messageType.description, time: now,
          causationID: cause?.description, data: event), receivedAt: now)
      let (told, actions) = try await database.pool.withTransaction { transaction in
        var emission = Emission(service: .notifications, now: now)
        var state = try await handler.load([message], in: transaction)
        try handler.decide(message, on: &state, emitting: &emission)
        transaction.enqueue(handler.save(state))
        return (emission.messages, emission.commitActions)
      }
      for action in actions { action() }
      var keys = told.map(\.routingKey)
      while true {
        let (next, emitted) = try await database.run(CompletePendingNotifications(composer: composer), at: now)
        keys += emitted.map(\.routingKey)
        guard next == .immediately else { return keys }
      }
    }

    /// Writes what is whole at an instant; the letters to a member that are written by then.
    func letters(to member: MemberID, at now: Timestamp) async throws -> [(subject: String, body: String)] {
      _ = try await database.run(work, at: now)
      return try await database.query(
        """
        select subject, body from notifications.letters
        where recipient_id = \(member) and name not in ('recommendation-attributed', 'sponsored-member-joined')
        order by written_at
        """
      ).decode((String, String).self).map { ($0.0, $0.1) }
    }
  }

  private let story = SampleStory()
  private let begin = Timestamp("2026-11-20T16:00:00Z")!
  private func later(_ seconds: Double) -> Timestamp { begin.adding(seconds: seconds) }

  private func with(_ body: (Desk) async throws -> Void) async throws {
    let composer = try Composer(isMailing: true)
    // Nobody takes letters here: they can be read where they wait.
    let carrier = ScriptedCarrier { _, _ in SMTPOutcome(.greeting, .reply(421)) }
    let work = DeliverLetters(
      composer: composer,
      mailing: Mailing(
        carrier, sender: MailSender("coopt@example.org")!, patience: DeliveryPatience(attempts: 3, firstPause: 60)))
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      let desk = Desk(database: database, composer: composer, work: work)
      let before = begin.adding(seconds: -600)
      for contact in [story.memberContact, story.sponsorContact] {
        _ = try await desk.tell(ContactChangedHandler(), contact, at: before)
      }
      _ = try await desk.tell(CompanyRegisteredHandler(), story.companyRegistered, at: before)
      _ = try await desk.tell(OfferPublishedHandler(), story.offerPublished, at: before)
      _ = try await desk.tell(CandidateRegisteredHandler(), story.candidateRegistered, at: before)
      _ = try await desk.tell(
        RecommendationAttributedHandler(composer: composer), story.attributed, at: before)
      try await body(desk)
    }
  }

  /// What rewards tell of a hire to its member.
  private func rewards(_ desk: Desk, of hire: MessageID, at now: Timestamp) async throws -> [String] {
    let composer = desk.composer
    var granted = story.rewardHeld
    granted.state = .settled
    var told = try await desk.tell(RewardGrantedHandler(composer: composer), granted, causedBy: hire, at: now)
    told += try await desk.tell(
      RewardSettledHandler(composer: composer), story.rewardSettled, causedBy: hire, at: now)
    told += try await desk.tell(
      PointsAwardedHandler(composer: composer),
      PointsAwarded(memberId: story.member, points: 100, rule: .candidateHired, total: 150, causeId: "cause"),
      causedBy: hire, at: now)
    told += try await desk.tell(
      LevelChangedHandler(composer: composer),
      LevelChanged(memberId: story.member, from: .beginner, to: .confirmed, points: 150), causedBy: hire, at: now)
    return told
  }

  @Test("N1 one hire is one letter that says it all, and its topic is told each step", arguments: [true, false])
  func oneLetter(hireComesFirst: Bool) async throws {
    try await with { desk in
      let hire = MessageID.make()
      let attributed = HireAttributedHandler(composer: desk.composer)
      var told: [String] = []
      if hireComesFirst { told += try await desk.tell(attributed, story.hired, id: hire, at: begin) }
      told += try await rewards(desk, of: hire, at: later(0.2))
      if !hireComesFirst { told += try await desk.tell(attributed, story.hired, id: hire, at: later(0.4)) }
      #expect(
        Set(told.filter { $0.hasPrefix("member.") })
          == Set(
            ["candidate-hired", "reward-granted", "reward-settled", "level-changed"].map {
              "member.\(story.member).\($0)"
            }))
      // Something may still come.
      #expect(try await desk.letters(to: story.member, at: later(1)).isEmpty)
      let letters = try await desk.letters(to: story.member, at: later(2.5))
      #expect(letters.map(\.subject) == ["Good news: Camille Durand has been hired"])
      let body = try #require(letters.first?.body)
      for words in ["Hello Jean,", "€750.00", "€1,000.00", "€250.00", "confirmed level", "100 points", "150 points"] {
        #expect(body.contains(words), "\(words): \(body)")
      }
      #expect(!body.contains("promised") && body.count(of: "Kind regards") == 1)
      let left = try await desk.database.query("select count(*) from notifications.letter_parts")
      #expect(try left[0].decode(Int.self) == 0)
      // What was told has a delivery each, but for points, which are no notification.
      let deliveries = try await desk.database.query(
        """
        select count(*) from notifications.deliveries
        where recipient_id = \(story.member) and notification_id not in (
          select notification_id from notifications.letters where name = 'recommendation-attributed'
        )
        """)
      #expect(try deliveries[0].decode(Int.self) == 4)
    }
  }

  @Test("N1 a letter waits for what is sure to come, and not for ever: what comes too late is told in another")
  func patience() async throws {
    try await with { desk in
      let hire = MessageID.make()
      _ = try await desk.tell(HireAttributedHandler(composer: desk.composer), story.hired, id: hire, at: begin)
      #expect(try await desk.letters(to: story.member, at: later(LetterPatience.longest - 1)).isEmpty)
      let first = try await desk.letters(to: story.member, at: later(LetterPatience.longest))
      #expect(first.count == 1 && first[0].body.contains("The promised bonus is €750.00"))
      _ = try await rewards(desk, of: hire, at: later(60))
      let both = try await desk.letters(to: story.member, at: later(62))
      #expect(both.map(\.subject) == [first[0].subject, "Your bonus: €750.00"])
      #expect(both[1].body.contains("confirmed level"))
    }
  }

  @Test("N1 good news is told once while a hire is in force, whatever is told of it again; and anew after a withdrawal")
  func once() async throws {
    try await with { desk in
      let attributed = HireAttributedHandler(composer: desk.composer)
      func hired(_ revision: Int, by hire: HireID? = nil) -> HireAttributed {
        var event = story.hired
        event.revision = revision
        if let hire { event = HireAttributed(event, hire: hire) }
        return event
      }
      func news(_ told: [String]) -> Int { told.count { $0.hasSuffix(".candidate-hired") } }
      let other = HireID.make()
      #expect(news(try await desk.tell(attributed, hired(1), at: begin)) == 1)
      #expect(news(try await desk.tell(attributed, hired(2), at: later(1))) == 0)
      #expect(news(try await desk.tell(attributed, hired(1, by: other), at: later(2))) == 0)
      // The other report keeps it in force.
      let withdrawn = HireWithdrawnHandler(composer: desk.composer)
      _ = try await desk.tell(
        withdrawn, HireWithdrawn(hireId: story.hire, recommendationId: story.recommendation, revision: 3), at: later(3))
      #expect(news(try await desk.tell(attributed, hired(4), at: later(4))) == 0)
      // What is older than what is known changes nothing.
      _ = try await desk.tell(
        withdrawn, HireWithdrawn(hireId: story.hire, recommendationId: story.recommendation, revision: 3), at: later(5))
      #expect(news(try await desk.tell(attributed, hired(4), at: later(6))) == 0)
      _ = try await desk.tell(
        withdrawn, HireWithdrawn(hireId: other, recommendationId: story.recommendation, revision: 2), at: later(7))
      _ = try await desk.tell(
        HireDetachedHandler(composer: desk.composer),
        HireDetached(
          hireId: story.hire, revision: 5, recommendationId: story.recommendation, memberId: story.member,
          reason: "Somebody else."), at: later(8))
      #expect(news(try await desk.tell(attributed, hired(6), at: later(9))) == 1)
    }
  }

  @Test("W2 a sponsor's share is one letter, too, and names no option")
  func share() async throws {
    try await with { desk in
      let hire = MessageID.make()
      try await StoryTeller(desk.database).wasTold(.hire, story.hire, at: begin)
      let share = RewardID.make()
      _ = try await desk.tell(
        RewardGrantedHandler(composer: desk.composer),
        RewardGranted(
          rewardId: share, hireId: story.hire, memberId: story.sponsor, kind: .sponsorship, amountCents: 25_000,
          state: .settled), causedBy: hire, at: begin)
      #expect(try await desk.letters(to: story.sponsor, at: later(5)).isEmpty)
      _ = try await desk.tell(
        RewardSettledHandler(composer: desk.composer),
        RewardSettled(
          rewardId: share, memberId: story.sponsor, option: .toMember,
          lines: [SettlementLine(account: "member:\(story.sponsor):payable", unit: .euroCents, amount: -25_000)]),
        causedBy: hire, at: later(5.1))
      let letters = try await desk.letters(to: story.sponsor, at: later(7))
      #expect(letters.map(\.subject) == ["Votre part de parrainage\u{A0}: 250,00\u{202F}€"])
      #expect(letters.first?.body.contains("vous sera versée") == true)
      #expect(letters.first?.body.contains("a été versée") == false)
    }
  }

  @Test("N1 a level that is reached by itself is a letter of its own; points alone are none")
  func alone() async throws {
    try await with { desk in
      _ = try await desk.tell(
        LevelChangedHandler(composer: desk.composer),
        LevelChanged(memberId: story.member, from: .beginner, to: .confirmed, points: 150), causedBy: .make(), at: begin
      )
      _ = try await desk.tell(
        PointsAwardedHandler(composer: desk.composer),
        PointsAwarded(memberId: story.member, points: 20, rule: .recommendationQualified, total: 170, causeId: "cause"),
        causedBy: .make(), at: begin)
      let letters = try await desk.letters(to: story.member, at: later(2))
      #expect(letters.map(\.subject) == ["Your level: confirmed"])
    }
  }

  @Test("N1 of two replicas one writes the whole letter, and a run that fails leaves it to be written")
  func replicas() async throws {
    try await with { desk in
      let hire = MessageID.make()
      _ = try await desk.tell(HireAttributedHandler(composer: desk.composer), story.hired, id: hire, at: begin)
      _ = try await rewards(desk, of: hire, at: begin)
      struct RolledBack: Error {}
      await #expect(throws: (any Error).self) {
        try await desk.database.pool.withTransaction { transaction in
          var emission = Emission(service: .notifications, now: later(2))
          _ = try await desk.work.run(at: later(2), in: transaction, emitting: &emission)
          throw RolledBack()
        }
      }
      try await desk.database.pool.withTransaction { other in
        // Another replica has the letter in hand.
        _ = try await other.query(
          "select from notifications.letter_parts order by notification_id limit 1 for update")
        #expect(try await desk.letters(to: story.member, at: later(3)).isEmpty)
      }
      #expect(try await desk.letters(to: story.member, at: later(4)).count == 1)
    }
  }

  @Test("R6, W8 a bonus that is moved is one letter: what is cancelled, what takes its place, and where it goes")
  func moved() async throws {
    try await with { desk in
      let change = MessageID.make()
      try await StoryTeller(desk.database).wasTold(.hire, story.hire, at: begin)
      try await StoryTeller(desk.database).wasTold(.grant, story.reward, at: begin)
      let composer = desk.composer
      let moved = RewardID.make()
      _ = try await desk.tell(
        ConflictOfInterestChangedHandler(composer: composer),
        ConflictOfInterestChanged(
          recommendationId: story.recommendation, revision: 2, offerId: story.offer, memberId: story.member,
          conflictOfInterest: true, source: .staff, reason: "Seen in the register."), id: change, at: begin)
      _ = try await desk.tell(
        RewardReversedHandler(composer: composer),
        RewardReversed(
          rewardId: story.reward, memberId: story.member, hireId: story.hire, kind: .recommendation,
          amountCents: 75_000, reason: .conflictOfInterest), causedBy: change, at: later(0.1))
      _ = try await desk.tell(
        RewardGrantedHandler(composer: composer),
        RewardGranted(
          rewardId: moved, hireId: story.hire, memberId: story.member, kind: .recommendation, amountCents: 75_000,
          state: .held, replaces: story.reward), causedBy: change, at: later(0.2))
      let letters = try await desk.letters(to: story.member, at: later(2))
      #expect(letters.count == 1)
      let body = try #require(letters.first?.body)
      #expect(body.contains("has been cancelled") && body.contains("takes the place of the previous one"))
      #expect(body.contains("on hold until a partner charity is designated") && !body.contains("register"))
    }
  }
}

extension HireAttributed {
  /// The same, of another hire.
  fileprivate init(_ other: HireAttributed, hire: HireID) {
    self = other
    hireId = hire
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
