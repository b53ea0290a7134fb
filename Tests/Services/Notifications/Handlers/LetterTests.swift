import FoundationEssentials
import Messages
import NotificationsDomain
import NotificationsService
import PostgreSQLClient
import SMTPClient
import MessageHandling
import ServiceTesting
import TestStack
import Testing
import Vocabulary

@Suite("Letters") struct LetterTests {
  private let patience = DeliveryPatience(attempts: 3, firstPause: 60)

  /// The service with letters, and the work that delivers them.
  private func with(
    server: String? = nil, _ body: (ServiceDatabase, Composer, DeliverLetters) async throws -> Void
  ) async throws {
    let composer = try Composer(isMailing: true)
    let server = try SMTPConfiguration(
      url: try server ?? TestStack.value("COOPT_SMTP_URL"), encryption: server == nil ? .required : .off)
    let mailing = Mailing(
      SMTPClient(server, connections: 4), sender: MailSender("Coopt <coopt@example.org>")!, patience: patience)
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      try await body(database, composer, DeliverLetters(composer: composer, mailing: mailing))
    }
  }

  /// Runs the work until it has nothing more to do at an instant; what it emitted.
  private func deliver(
    _ work: DeliverLetters, in database: ServiceDatabase, at now: Timestamp = .now
  ) async throws -> [String] {
    var keys: [String] = []
    while true {
      let (next, emitted) = try await database.run(work, at: now)
      keys += emitted.map(\.routingKey)
      guard next == .immediately || !work.isAtRest else { return keys }
    }
  }

  private func makeDue(_ database: ServiceDatabase) async throws {
    _ = try await database.query(
      "update notifications.letters set next_attempt_at = now() where state = 'pending'")
  }

  private func invitation(_ address: String, locale: Language = .english) -> InvitationDeliveryRequested {
    InvitationDeliveryRequested(
      invitationId: .make(), email: EmailAddress(address)!, invitationCode: UUID().uuidString, expiresAt: .now,
      locale: locale)
  }

  private func deliveries(_ database: ServiceDatabase) async throws -> [[String]] {
    try await database.query(
      "select recipient_id::text, state, attempts::text from notifications.deliveries order by state, attempts"
    ).map { row in
      let (recipient, state, attempts) = try row.decode((String, String, String).self)
      return [recipient, state, attempts]
    }
  }

  @Test("N4 a letter goes out once, in its language, and leaves its log but not its text")
  func sent() async throws {
    try await with { database, composer, work in
      let invitation = invitation("\(UUID().uuidString)@example.org")
      _ = try await database.handle(InvitationDeliveryRequestedHandler(composer: composer), [invitation])
      #expect(try await deliver(work, in: database).isEmpty)
      #expect(try await deliver(work, in: database).isEmpty)
      let letters = try KeptMail.letters(holding: invitation.email.rawValue)
      #expect(letters.count == 1)
      #expect(letters.first?.contains("Content-Language: en") == true)
      #expect(try await deliveries(database) == [[invitation.invitationId.description, "sent", "1"]])
      let left = try await database.query(
        "select count(*) from notifications.letters where subject is not null or body is not null or address is not null"
      )
      #expect(try left[0].decode(Int.self) == 0)
    }
  }

  @Test("N4 a recipient who is refused is given up at once, and staff are told, without the address")
  func givenUp() async throws {
    try await with { database, composer, work in
      let invitation = invitation("\(UUID().uuidString)@refused.example")
      _ = try await database.handle(InvitationDeliveryRequestedHandler(composer: composer), [invitation])
      var told: [NotificationMessage] = []
      repeat {
        told += try await database.run(work).emitted.compactMap { try Received($0)?.envelope.data }
      } while !work.isAtRest
      #expect(told.map(\.name) == ["delivery-given-up"])
      #expect(told.first?.details["recipientId"] == .string(invitation.invitationId.description))
      #expect(told.first?.details["attempts"] == 1 && told.first?.details["replyCode"] == 550)
      #expect(told.first?.details["answer"] == "550" && told.first?.text.contains("550") == true)
      #expect(told.first?.text.contains("refused.example") == false)
      #expect(try await deliveries(database).map { $0[1] } == ["given-up"])
    }
  }

  @Test("N4 who is busy is tried again later")
  func retried() async throws {
    try await with { database, composer, work in
      let invitation = invitation("\(UUID().uuidString)@busy.example")
      _ = try await database.handle(InvitationDeliveryRequestedHandler(composer: composer), [invitation])
      _ = try await deliver(work, in: database)
      #expect(try await deliveries(database).map { $0[1...] } == [["pending", "1"]])
      // Not before its time.
      _ = try await deliver(work, in: database)
      #expect(try await deliveries(database).map { $0[1...] } == [["pending", "1"]])
      try await makeDue(database)
      _ = try await deliver(work, in: database)
      #expect(try await deliveries(database).map { $0[1...] } == [["sent", "2"]])
      #expect(try KeptMail.letters(holding: invitation.email.rawValue).count == 1)
    }
  }

  @Test(
    "N4 letters to nobody's address are looked at ever more rarely; those that another process has are passed over",
    .timeLimit(.minutes(15)))
  func putOff() async throws {
    try await with { database, _, work in
      let now = Timestamp.now
      for age in [1.5, 5, 300, 7200, 86_400] {
        _ = try await database.query(
          """
          insert into notifications.letters (
            notification_id, audience, name, recipient_id, locale, subject, body, written_at, next_attempt_at
          )
          values (
            gen_random_uuid(), 'company', 'candidate-transmitted', gen_random_uuid(), 'fr', 'subject', 'body',
            \(now.adding(seconds: -age)), \(now)
          )
          """)
      }
      try await database.pool.withTransaction { other in
        _ = try await other.query("select from notifications.letters order by written_at desc limit 1 for update")
        _ = try await database.run(work, at: now)
      }
      let pauses = try await database.query(
        """
        select round(extract(epoch from next_attempt_at - \(now)::timestamptz))::int8
        from notifications.letters order by written_at desc
        """)
      #expect(try pauses.map { try $0.decode(Int.self) } == [0, 5, 300, 3600, 3600])
    }
  }

  @Test("N4 while the mail server is away letters wait, and no attempt is counted")
  func away() async throws {
    try await with(server: "smtp://127.0.0.1:1") { database, composer, work in
      let invitations = (0..<3).map { _ in invitation("\(UUID().uuidString)@example.org") }
      _ = try await database.handle(InvitationDeliveryRequestedHandler(composer: composer), invitations)
      for _ in 0..<4 {
        #expect(try await deliver(work, in: database).isEmpty)
        try await makeDue(database)
      }
      #expect(try await deliveries(database).map { $0[1...] } == Array(repeating: ["pending", "0"], count: 3))
    }
  }

  @Test("N4 a letter waits for an address that comes with a later event")
  func addressLater() async throws {
    try await with { database, composer, work in
      let story = SampleStory()
      _ = try await database.handle(MemberJoinedHandler(composer: composer), [story.sponsorJoined, story.memberJoined])
      _ = try await database.handle(ContactChangedHandler(), [story.memberContact])
      _ = try await deliver(work, in: database)
      // The sponsor is told of the sponsored member, and has no address yet.
      _ = try await database.run(CompletePendingNotifications(composer: composer))
      _ = try await deliver(work, in: database, at: Timestamp.now.adding(seconds: LetterPatience.quiet))
      #expect(try await deliveries(database) == [[story.sponsor.description, "pending", "0"]])
      _ = try await database.handle(ContactChangedHandler(), [story.sponsorContact])
      try await makeDue(database)
      _ = try await deliver(work, in: database)
      #expect(try await deliveries(database) == [[story.sponsor.description, "sent", "1"]])
    }
  }

  @Test(
    "N4 a letter to whom nobody gives an address for as long as messages are remembered is given up, and staff told")
  func noAddress() async throws {
    try await with { database, composer, work in
      let story = SampleStory()
      _ = try await database.handle(MemberJoinedHandler(composer: composer), [story.sponsorJoined, story.memberJoined])
      _ = try await database.handle(ContactChangedHandler(), [story.memberContact])
      _ = try await database.run(CompletePendingNotifications(composer: composer))
      let written = Timestamp.now.adding(seconds: LetterPatience.quiet)
      _ = try await database.run(work, at: written)
      let early = try await database.run(work, at: written.adding(seconds: 34 * 86_400)).emitted
      #expect(early.isEmpty)
      let told = try await database.run(work, at: written.adding(seconds: 36 * 86_400)).emitted.compactMap {
        try Received($0)
      }
      #expect(told.map(\.routingKey) == ["staff.delivery-given-up"])
      #expect(told.first?.details["recipientId"] == .string(story.sponsor.description))
      #expect(told.first?.details["answer"] == "no-address" && told.first?.details["replyCode"] == nil)
      #expect(try await deliveries(database) == [[story.sponsor.description, "given-up", "0"]])
      let left = try await database.query("select count(*) from notifications.letters where body is not null")
      #expect(try left[0].decode(Int.self) == 0)
    }
  }

  @Test("N4 what another replica has in hand is left to it until its time is over")
  func replicas() async throws {
    try await with { database, composer, first in
      let second = DeliverLetters(
        composer: composer,
        mailing: Mailing(
          SMTPClient(try SMTPConfiguration(url: try TestStack.value("COOPT_SMTP_URL"))),
          sender: MailSender("coopt@example.org")!, patience: patience))
      let invitation = invitation("\(UUID().uuidString)@example.org")
      _ = try await database.handle(InvitationDeliveryRequestedHandler(composer: composer), [invitation])
      #expect(try await database.run(first).next == .immediately)
      _ = try await deliver(second, in: database)
      #expect(try KeptMail.letters(holding: invitation.email.rawValue).isEmpty)
      // The first dies; when its time is over, the second takes the letter.
      try await makeDue(database)
      _ = try await deliver(second, in: database)
      #expect(try KeptMail.letters(holding: invitation.email.rawValue).count == 1)
      #expect(try await deliveries(database).map { $0[1...] } == [["sent", "2"]])
    }
  }

  @Test("without a mail server no letters are kept")
  func noMailing() async throws {
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      _ = try await database.handle(
        InvitationDeliveryRequestedHandler(composer: try Composer()), [invitation("ada@example.org")])
      #expect(try await deliveries(database).isEmpty)
    }
  }
}
