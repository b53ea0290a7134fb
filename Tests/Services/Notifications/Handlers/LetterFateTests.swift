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
import Topology
import Vocabulary

/// What becomes of letters whose mail server is slow, silent or out of order.
@Suite("Fates of letters", .timeLimit(.minutes(15))) struct LetterFateTests {
  private struct RolledBack: Error {}

  private let patience = DeliveryPatience(attempts: 3, firstPause: 60)
  private let clock = TestClock()
  private static let taken = SMTPOutcome(.acceptance, .reply(250))

  private func with(
    _ carrier: ScriptedCarrier, _ body: (ServiceDatabase, Composer, DeliverLetters) async throws -> Void
  ) async throws {
    let composer = try Composer(isMailing: true)
    try await ServiceDatabase.with(NotificationsService.definition) { database in
      try await body(database, composer, work(carrier, composer))
    }
  }

  private func work(_ carrier: ScriptedCarrier, _ composer: Composer) -> DeliverLetters {
    DeliverLetters(
      composer: composer,
      mailing: Mailing(carrier, sender: MailSender("coopt@example.org")!, patience: patience),
      clock: { [clock] in clock.now })
  }

  /// Writes letters to so many invited persons; their addresses.
  private func write(_ count: Int, in database: ServiceDatabase, _ composer: Composer) async throws -> [String] {
    let invitations = (0..<count).map { number in
      InvitationDeliveryRequested(
        invitationId: .make(), email: EmailAddress("\(number)@example.org")!, invitationCode: "code", expiresAt: .now,
        locale: .english)
    }
    _ = try await database.handle(InvitationDeliveryRequestedHandler(composer: composer), invitations)
    return invitations.map(\.email.rawValue)
  }

  /// Runs the work at an instant until no letter is in hand; what staff are told.
  @discardableResult
  private func deliver(
    _ work: DeliverLetters, in database: ServiceDatabase, at now: Timestamp = .now
  ) async throws -> [NotificationMessage] {
    clock.set(now)
    var told: [NotificationMessage] = []
    repeat {
      // No two runs are at the same instant.
      clock.set(clock.now.adding(seconds: 0.001))
      told += try await database.run(work, at: clock.now).emitted.compactMap { try Received($0)?.envelope.data }
    } while !work.isAtRest
    return told
  }

  /// State and attempts, by the order in which letters were written.
  private func deliveries(_ database: ServiceDatabase) async throws -> [String] {
    try await database.query(
      "select state || ' ' || attempts from notifications.letters order by notification_id"
    ).map { try $0.decode(String.self) }
  }

  private func instant(_ hours: Double) -> Timestamp { Timestamp.now.adding(seconds: hours * 3600) }

  @Test("N4 a letter whose server takes minutes goes out once, holds up no other, and no lock is held meanwhile")
  func slow() async throws {
    let begun = Gate(), answered = Gate()
    let wait: ScriptedCarrier.Wait = { recipient in
      guard recipient == "0@example.org" else { return }
      await begun.open()
      await answered.pass()
    }
    let carrier = ScriptedCarrier(waiting: wait) { _, _ in Self.taken }
    try await with(carrier) { database, composer, work in
      let addresses = try await write(6, in: database, composer)
      while !addresses[1...].allSatisfy({ carrier.outcomes(to: $0).count == 1 }) { _ = try await database.run(work) }
      await begun.pass()
      // While a run waits for it, anybody may lock its row.
      async let run = database.run(work)
      let rows = try await database.query("select 1 from notifications.letters where state = 'pending' for update")
      #expect(rows.count == 1 && !work.isAtRest)
      _ = try await run
      // Kept, it is not taken again, here or by another process, however long it takes.
      let other = self.work(carrier, composer)
      for minute in 1...10 {
        _ = try await database.run(work, at: instant(Double(minute) / 60))
        try await deliver(other, in: database, at: instant(Double(minute) / 60))
      }
      #expect(carrier.letters(to: addresses[0]).count == 1)
      await answered.open()
      try await deliver(work, in: database)
      #expect(try await deliveries(database) == Array(repeating: "sent 1", count: 6))
    }
  }

  @Test(
    "N4 what is said before the recipient is named has all letters wait, costs no attempt, and is asked by one letter",
    arguments: [
      SMTPOutcome(.connection, .hungUp), SMTPOutcome(.greeting, .reply(421)), SMTPOutcome(.greeting, .reply(554)),
      SMTPOutcome(.encryption, .notEncrypted), SMTPOutcome(.authentication, .reply(535)),
      SMTPOutcome(.sender, .reply(530)), SMTPOutcome(.sender, .reply(550)), SMTPOutcome(.greeting, .timedOut),
    ])
  func serverAtFault(_ outcome: SMTPOutcome) async throws {
    let carrier = ScriptedCarrier { _, _ in outcome }
    try await with(carrier) { database, composer, work in
      _ = try await write(5, in: database, composer)
      for round in 1...5 {
        #expect(try await deliver(work, in: database, at: instant(Double(round))).isEmpty)
        #expect(carrier.count == round)
      }
      #expect(try await deliveries(database) == Array(repeating: "pending 0", count: 5))
    }
  }

  @Test(
    "N4 what is said once the recipient is named counts, whatever it is, and ends; the others are delivered",
    arguments: [
      SMTPOutcome(.recipient, .reply(421)), SMTPOutcome(.recipient, .reply(454)), SMTPOutcome(.recipient, .reply(530)),
      SMTPOutcome(.recipient, .hungUp), SMTPOutcome(.data, .timedOut), SMTPOutcome(.acceptance, .hungUp),
    ])
  func letterAtFault(_ outcome: SMTPOutcome) async throws {
    let carrier = ScriptedCarrier { recipient, _ in recipient == "2@example.org" ? outcome : Self.taken }
    try await with(carrier) { database, composer, work in
      let addresses = try await write(5, in: database, composer)
      var told: [NotificationMessage] = []
      for round in 0..<5 { told += try await deliver(work, in: database, at: instant(Double(round) * 7)) }
      #expect(carrier.letters(to: addresses[2]).count == patience.attempts)
      #expect(try await deliveries(database).sorted() == ["given-up 3"] + Array(repeating: "sent 1", count: 4))
      #expect(told.map(\.name) == ["delivery-given-up"])
      #expect(told.first?.details["answer"] == .string(outcome.word))
      // Each copy can be told to be one.
      let ids = carrier.letters(to: addresses[2]).map { letter in
        letter.split(separator: "\r\n").first { $0.hasPrefix("Message-ID:") }
      }
      #expect(Set(ids).count == 1)
    }
  }

  @Test("N4 an address that the server cannot be told is given up at once, with a code and words that say why")
  func unsendable() async throws {
    let carrier = ScriptedCarrier { _, _ in SMTPOutcome(.recipient, .lacksInternationalAddresses) }
    try await with(carrier) { database, composer, work in
      _ = try await write(1, in: database, composer)
      let told = try await deliver(work, in: database)
      #expect(told.first?.details["answer"] == "smtputf8-not-offered" && told.first?.details["replyCode"] == nil)
      #expect(told.first?.text.contains("le serveur de messagerie n'accepte pas cette adresse") == true)
    }
  }

  @Test("N4 over any story of answers each letter is begun as often as is counted, but for what was the server's fault")
  func stories() async throws {
    for seed in 0..<3 as Range<UInt64> {
      let carrier = ScriptedCarrier { recipient, before in
        var random = SeededGenerator(seed: seed &* 1000 &+ UInt64(recipient.prefix(1))! &* 10 &+ UInt64(before))
        return Self.anyOutcome(&random)
      }
      try await with(carrier) { database, composer, work in
        let addresses = try await write(8, in: database, composer)
        for round in 0..<60 {
          guard try await deliveries(database).contains(where: { $0.hasPrefix("pending") }) else { break }
          try await deliver(work, in: database, at: instant(Double(round) * 7))
        }
        let counted = addresses.map { address in
          carrier.outcomes(to: address).count { $0.verdict != .serverAtFault }
        }
        let states = try await database.query(
          "select state, attempts from notifications.letters order by written_at, notification_id"
        ).map { try $0.decode((String, Int).self) }
        #expect(states.map(\.1).sorted() == counted.sorted())
        #expect(states.allSatisfy { ["sent", "given-up"].contains($0.0) && (1...3).contains($0.1) })
        for address in addresses {
          #expect(carrier.outcomes(to: address).count { $0.verdict == .delivered } <= 1)
        }
      }
    }
  }

  private static func anyOutcome(_ random: inout SeededGenerator) -> SMTPOutcome {
    let stage = (Array(SMTPStage.allCases) + [.acceptance, .acceptance]).randomElement(using: &random)!
    let code = Int.random(in: (stage == .acceptance ? 200 : 400)..<600, using: &random)
    return SMTPOutcome(stage, [.reply(code), .reply(250), .hungUp, .timedOut].randomElement(using: &random)!)
  }

  @Test("N4 a letter whose taking was rolled back is not sent uncounted")
  func takingRolledBack() async throws {
    let carrier = ScriptedCarrier { _, _ in Self.taken }
    try await with(carrier) { database, composer, work in
      let addresses = try await write(1, in: database, composer)
      await rollBack(work, in: database)
      try await deliver(work, in: database)
      #expect(carrier.letters(to: addresses[0]).count == 1)
      #expect(try await deliveries(database) == ["sent 1"])
    }
  }

  @Test("N4 what became of a letter is noted, however often that is rolled back, and staff are told once")
  func notingRolledBack() async throws {
    let carrier = ScriptedCarrier { _, _ in SMTPOutcome(.recipient, .reply(550)) }
    try await with(carrier) { database, composer, work in
      let addresses = try await write(1, in: database, composer)
      // One run takes it, one finds that committed, and the next would send it.
      for _ in 0..<2 { _ = try await database.run(work) }
      for _ in 0..<5 { await rollBack(work, in: database) }
      let told = try await deliver(work, in: database)
      #expect(told.count == 1)
      #expect(try await deliveries(database) == ["given-up 1"])
      #expect(carrier.letters(to: addresses[0]).count == 1)
    }
  }

  /// Drains as the runtime does.
  private func drain(_ work: DeliverLetters, in database: ServiceDatabase, for time: Duration) async throws {
    let deadline = ContinuousClock.now + time
    while await work.drain(until: deadline) { _ = try await database.run(work) }
  }

  @Test("N4 told to stop, a letter under way gets its answer, which is noted; those not begun are given back uncounted")
  func drained() async throws {
    let begun = Gate(), answered = Gate()
    let wait: ScriptedCarrier.Wait = { _ in
      await begun.open()
      await answered.pass()
    }
    let carrier = ScriptedCarrier(connections: 1, waiting: wait) { _, _ in Self.taken }
    try await with(carrier) { database, composer, work in
      _ = try await write(3, in: database, composer)
      // The first is under way, and no other is taken beside it.
      async let running: Void = { while carrier.count == 0 { _ = try await database.run(work) } }()
      await begun.pass()
      try await running
      async let draining: Void = drain(work, in: database, for: .seconds(60))
      await answered.open()
      try await draining
      #expect(work.isAtRest && carrier.count == 1)
      #expect(try await deliveries(database).sorted() == ["pending 0", "pending 0", "sent 1"])
      // Nothing is taken any more; another process has the others at once.
      for _ in 0..<3 { _ = try await database.run(work) }
      #expect(carrier.count == 1)
      try await deliver(self.work(carrier, composer), in: database)
      #expect(try await deliveries(database) == Array(repeating: "sent 1", count: 3))
    }
  }

  @Test(
    "N4 told to stop between taking a letter and sending it, it gives the letter back, uncounted, to be sent at once")
  func givenBack() async throws {
    for runs in 1...2 {
      let carrier = ScriptedCarrier { _, _ in Self.taken }
      try await with(carrier) { database, composer, work in
        _ = try await write(1, in: database, composer)
        for _ in 0..<runs { _ = try await database.run(work) }
        #expect(try await deliveries(database) == ["pending 1"])
        try await drain(work, in: database, for: .seconds(60))
        #expect(try await deliveries(database) == ["pending 0"] && work.isAtRest && carrier.count == 0)
        try await deliver(self.work(carrier, composer), in: database)
        #expect(try await deliveries(database) == ["sent 1"])
      }
    }
  }

  @Test("N4 a server that never answers keeps no process from stopping; the letter goes out again, told by its id")
  func neverAnswered() async throws {
    let begun = Gate(), never = Gate()
    let carrier = ScriptedCarrier { _, before in
      guard before == 0 else { return Self.taken }
      await begun.open()
      await never.pass()
      return SMTPOutcome(.acceptance, .timedOut)
    }
    try await with(carrier) { database, composer, work in
      let addresses = try await write(1, in: database, composer)
      while carrier.count == 0 { _ = try await database.run(work) }
      await begun.pass()
      try await drain(work, in: database, for: .milliseconds(200))
      #expect(!work.isAtRest)
      #expect(try await deliveries(database) == ["pending 1"])
      try await deliver(self.work(carrier, composer), in: database, at: instant(0.1))
      #expect(try await deliveries(database) == ["sent 2"])
      let ids = carrier.letters(to: addresses[0]).map { letter in
        letter.split(separator: "\r\n").first { $0.hasPrefix("Message-ID:") }
      }
      #expect(ids.count == 2 && Set(ids).count == 1)
      await never.open()
    }
  }

  /// Runs the work in a transaction that comes to nothing.
  private func rollBack(_ work: DeliverLetters, in database: ServiceDatabase) async {
    _ = try? await database.pool.withTransaction { transaction in
      var emission = Emission(service: .notifications, now: .now)
      _ = try await work.run(at: .now, in: transaction, emitting: &emission)
      throw RolledBack()
    }
  }
}
