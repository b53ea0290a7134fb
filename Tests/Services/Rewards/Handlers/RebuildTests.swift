import AMQPClient
import FoundationEssentials
import Logging
import Messages
import PostgreSQLClient
import RewardsRebuild
import RewardsService
import MessageHandling
import ServiceRuntime
import ServiceSettings
import ServiceTesting
import Testing
import Topology
import Vocabulary

@Suite("Books from received messages", .serialized)
struct RebuildTests {
  private let logger = Logger(label: "test")

  /// Has the service handle messages as they come from the broker, so that it keeps them.
  private func with(
    keepingAll keepsAll: Bool = false, _ body: (ServiceDatabase, BrokerlessService) async throws -> Void
  ) async throws {
    try await ServiceDatabase.with(RewardsService.definition) { database in
      let settings = Settings([
        "COOPT_DATABASE_URL": database.url, "COOPT_AMQP_URL": "amqp://nobody:unused@127.0.0.1/coopt",
      ])
      var definition = try RewardsService.definition(settings)
      if keepsAll {
        definition = ServiceDefinition(
          definition.name, migrations: definition.migrations, handlers: definition.handlers, keepsReceivedWithout: [:])
      }
      let service = try BrokerlessService(definition, settings: settings, logger: logger)
      try await body(database, service)
      await service.close()
    }
  }

  private func message<Payload: MessagePayload>(
    _ payload: Payload, to exchange: Exchange, _ key: String
  ) throws -> OutgoingMessage {
    let id = MessageID.make()
    let envelope = CloudEvent(
      id: id, source: "/test", type: Payload.messageType.description, time: .now, correlationID: id.description,
      actor: "ada", data: payload)
    var properties = AMQPProperties()
    properties.contentType = "application/cloudevents+json"
    return OutgoingMessage(
      exchange: exchange.rawValue, routingKey: key, properties: properties, body: try JSONEncoder().encode(envelope))
  }

  private func tell(
    _ service: BrokerlessService, _ events: [any EventPayload], at instant: Timestamp? = nil
  ) async throws {
    func event<Event: EventPayload>(_ event: Event) throws -> OutgoingMessage {
      try message(event, to: .events, Event.messageType.routingKey)
    }
    _ = try await service.handle(events.map { try event($0) }, of: "rewards.events", at: instant)
  }

  /// A story that uses most of what posts: shares, a bonus held and chosen for, a payout made, a withdrawal, a claim, a
  /// set-off.
  private func play(_ database: ServiceDatabase, _ service: BrokerlessService) async throws {
    let (sponsor, member) = (MemberID.make(), MemberID.make())
    let (first, second) = (HireAttributed.hire(by: member, sponsor: sponsor), HireAttributed.hire(by: member))
    try await tell(
      service,
      [
        recognised(MemberJoined.joining(sponsor, RewardPreference(option: .toMember))),
        recognised(MemberJoined.joining(member, sponsor: sponsor)), first, second,
      ])
    let charity = try message(
      RegisterCharity(name: "Les Petits Pas"), to: .commands, "rewards.register-charity")
    _ = try await service.handle([charity], of: "rewards.commands")
    let charityID = try #require(
      try await database.query("select charity_id from rewards.charities").decode(CharityID.self).first)
    let held = try await database.query(
      "select reward_id from rewards.rewards where hold_reason is not null order by cause_id"
    ).decode(RewardID.self)
    #expect(held.count == 2)
    let choices = zip(
      held, [RewardPreference(option: .donate, charityId: charityID), RewardPreference(option: .toMember)])
    for (reward, preference) in choices {
      let choice = try message(
        ChooseOption(rewardId: reward, option: preference.option, charityId: preference.charityId), to: .commands,
        "rewards.choose-option")
      _ = try await service.handle([choice], of: "rewards.commands")
    }
    let payouts = try await database.query("select payout_id from rewards.payouts").decode(PayoutID.self)
    #expect(payouts.count == 3)
    let confirmations = try payouts.map {
      try message(PayoutConfirmed(payoutId: $0, paidAt: .now, reference: "VIR"), to: .integration, "payout.confirmed")
    }
    _ = try await service.handle(confirmations, of: "rewards.integration")
    try await tell(service, [HireWithdrawn.withdrawal(of: first.hireId, day: 20)])
    // Again, and set off against what was paid of it.
    let again = HireAttributed.hire(
      first.hireId, of: first.recommendationId, by: member, sponsor: sponsor, day: 22)
    try await tell(service, [again])
  }

  /// As a version of members before told of a joining.
  private func recognised(_ joined: MemberJoined) -> MemberJoined {
    var joined = joined
    joined.identityKeys = [IdentityKey.Kind.email, .phone].map {
      IdentityKey(kind: $0, hash: Array(repeating: 0x5A, count: 32))
    }
    return joined
  }

  /// How many of what is kept hold a key.
  private func withKeys(_ database: ServiceDatabase) async throws -> Int {
    try await database.count(
      "select count(*) from rewards.received where position('email:'::bytea in messages) > 0")
  }

  @Test(
    "M9, W5: what members are recognised by is not kept, from whatever version it came; the books are rebuilt without it",
    arguments: [true, false])
  func withoutIdentity(wasKept: Bool) async throws {
    try await with(keepingAll: true) { database, service in
      // A version before kept everything; where this one's schema is there already, it cannot.
      if wasKept {
        _ = try await database.query("alter table rewards.received disable trigger received_without_identity")
      }
      try await play(database, service)
      #expect(try await withKeys(database) == (wasKept ? 1 : 0))
      let before = try await database.query("select received_id, message_count from rewards.received order by 1")
      if wasKept {
        // As the migration does.
        for statement: Statement in [
          "alter table rewards.received disable trigger received_append_only",
          "update rewards.received set messages = rewards.without_identity(messages)",
          "alter table rewards.received enable trigger received_append_only",
        ] { _ = try await database.query(statement) }
      }
      #expect(try await withKeys(database) == 0)
      let after = try await database.query("select received_id, message_count from rewards.received order by 1")
      #expect(try after.decode((Int, Int).self).map { "\($0)" } == before.decode((Int, Int).self).map { "\($0)" })
      let report = try await BooksRebuild(booksURL: database.url, logger: logger).run()
      #expect(report.differences.map { "\($0)" } == [])
      #expect(report.messages == 12 && report.compared > 20)
    }
  }

  @Test("W5: the books are rebuilt from the received messages with zero difference")
  func rebuilt() async throws {
    try await with { database, service in
      try await play(database, service)
      let sums = try await database.count(
        "select count(*) from (select 1 from rewards.ledger_entries group by cause_id, account, unit) as sums")
      #expect(sums > 20)
      #expect(try await database.count("select count(*) from rewards.set_offs") == 1)
      #expect(try await withKeys(database) == 0)
      for url in [database.url, try twice(database.url)] {
        let report = try await BooksRebuild(booksURL: url, logger: logger).run()
        #expect(report.differences.map { "\($0)" } == [])
        #expect(report.compared == sums)
        #expect(report.messages == 12)
      }
      let left = try await database.count("select count(*) from pg_database where datname like 'coopt_rebuild_%'")
      #expect(left == 0)
    }
  }

  /// The same server named twice, as a URL names those of a PostgreSQL that fails over.
  private func twice(_ url: String) throws -> String {
    let parts = try #require(URLComponents(string: url))
    let host = "\(try #require(parts.host)):\(try #require(parts.port))"
    return url.replacing(host, with: "\(host),\(host)")
  }

  @Test("W5: books that a scheduled and a cancelled policy ruled are rebuilt with zero difference")
  func rebuiltByDate() async throws {
    try await with { database, service in
      let start = Timestamp("2026-11-24T10:00:00Z")!
      func later(_ seconds: Double) -> Timestamp { start.adding(seconds: seconds) }
      func command<Payload: CommandPayload>(_ payload: Payload, at seconds: Double) async throws {
        let message = try message(payload, to: .commands, Payload.messageType.routingKey)
        _ = try await service.handle([message], of: "rewards.commands", at: later(seconds))
      }
      let member = MemberID.make()
      func visit(day: Int, at seconds: Double) async throws {
        let day = try #require(CalendarDay("2026-10-\(day)"))
        try await tell(service, [MemberVisited(memberId: member, day: day)], at: later(seconds))
      }
      func worth(_ points: Points, from seconds: Double) -> ChangeRewardsPolicy {
        ChangeRewardsPolicy(points: PointsScaleChange(dailyVisit: points), inForceFrom: later(seconds))
      }
      try await visit(day: 10, at: 0)
      // Statements go by the time zone, the books do not.
      let zone = MembersPolicyChanged(
        MembersPolicy(
          MembershipTerms(version: 2, invitationValidityDays: 30, timeZone: "Pacific/Kiritimati"),
          inForceFrom: later(600)))
      try await tell(service, [MembersPolicyChangeCancelled(versions: [2]), zone], at: later(0))
      try await command(worth(5, from: 600), at: 1)
      try await command(worth(70, from: 1200), at: 2)
      try await visit(day: 11, at: 599.999_999)
      try await visit(day: 12, at: 600)
      try await command(CancelRewardsPolicyChange(version: 3), at: 700)
      try await visit(day: 13, at: 1200)
      try await command(worth(900, from: 2000), at: 1300)
      try await visit(day: 14, at: 2000)
      #expect(try await database.balances()["member:\(member):points points"] == -(1 + 1 + 5 + 5 + 900))
      let versions = try await database.query(
        "select policy_version from rewards.ledger_transactions order by recorded_at")
      #expect(try versions.decode(Int.self) == [1, 1, 2, 2, 4])
      let report = try await BooksRebuild(booksURL: database.url, logger: logger).run()
      #expect(report.differences.map { "\($0)" } == [])
      #expect(report.compared == 10)
      #expect(report.messages == 11)
    }
  }

  @Test(
    "W5, H4, R6, Q5, M5, W6: books that were corrected, failed to be paid, and settled are rebuilt with zero difference"
  )
  func rebuiltAfterCorrections() async throws {
    try await with { database, service in
      let (member, again, sponsor, person) = (MemberID.make(), MemberID.make(), MemberID.make(), PersonID.make())
      let (charity, other) = (CharityID.make(), CharityID.make())
      func command<Payload: CommandPayload>(_ payload: Payload) async throws {
        let message = try message(payload, to: .commands, Payload.messageType.routingKey)
        _ = try await service.handle([message], of: "rewards.commands")
      }
      func report<Payload: ReportPayload>(_ payload: Payload) async throws {
        _ = try await service.handle(
          [try message(payload, to: .integration, Payload.routingKey)], of: "rewards.integration")
      }
      func open() async throws -> [PayoutID] {
        try await database.query(
          "select payout_id from rewards.payouts where paid_at is null and cancelled_at is null order by amount_cents desc"
        ).decode(PayoutID.self)
      }
      try await command(RegisterCharity(charityId: charity, name: "Les Petits Pas", designated: true))
      try await command(RegisterCharity(charityId: other, name: "Les Grands Pas"))
      try await command(UpdateCharity(charityId: other, designated: true))
      for joined in [member, again] {
        try await tell(
          service, [MemberJoined.joining(joined, sponsor: sponsor, RewardPreference(option: .toMember), person: person)]
        )
      }
      let hire = HireAttributed.hire(by: member, sponsor: sponsor, revision: 1)
      let second = HireAttributed.hire(by: again, sponsor: sponsor, cents: 75_000, revision: 1)
      func qualification(_ revision: Int) -> CandidateQualified {
        CandidateQualified(
          recommendationId: hire.recommendationId, memberId: member, offerId: .make(), revision: revision)
      }
      let rejection = CandidateRejected(
        recommendationId: hire.recommendationId, memberId: member, offerId: .make(), revision: 2)
      try await tell(service, [hire, second, qualification(1)])
      try await tell(service, [rejection])
      try await tell(service, [qualification(3)])
      // The first fails and is asked for again; all of them are paid, the failed one too.
      let failed = try #require(try await open().first)
      try await report(PayoutFailureReported(payoutId: failed, failedAt: .now, reason: "IBAN"))
      try await command(RetryPayout(payoutId: failed))
      for payout in try await open() {
        try await report(PayoutConfirmed(payoutId: payout, paidAt: .now, reference: "VIR"))
      }
      try await report(PayoutConfirmed(payoutId: failed, paidAt: .now, reference: "VIR"))
      try await tell(service, [ConflictOfInterestChanged.change(of: hire.recommendationId, by: member, true, 2)])
      try await tell(service, [HireDetached.detachment(of: second, revision: 2)])
      let claims = try await database.query(
        "select claim_id from rewards.claims where unit = 'eur-cents' order by amount desc, claim_id"
      ).decode(TransactionID.self)
      #expect(claims.count == 3)
      try await command(SettleClaim(claimId: claims[0], manner: .repaid, amountCents: 10_000, reference: "VIR 2"))
      try await command(SettleClaim(claimId: claims[1], manner: .writtenOff, reason: "cannot be found"))
      try await tell(service, [HireAttributed.hire(second.hireId, by: member, sponsor: sponsor, revision: 3)])
      try await tell(service, [HireWithdrawn(hireId: hire.hireId, revision: 2)])
      let settled = try await database.count(
        "select count(*) from rewards.ledger_entries where account in ('platform:claims-written-off', 'platform:cash') and amount > 0"
      )
      #expect(settled == 2)
      // A bonus, its points, the share that fell to it, and what was paid of that before.
      #expect(
        try await database.count(
          "select count(*) from rewards.ledger_transactions where cause_id like '%:attribution:2%'")
          == 4)
      let report = try await BooksRebuild(booksURL: database.url, logger: logger).run()
      #expect(report.differences.map { "\($0)" } == [])
      // What staff wrote is nothing that the books need (M9).
      let told = try await database.count(
        """
        select count(*) from rewards.received
        where position('on the telephone'::bytea in messages) > 0 or position('not this candidate'::bytea in messages) > 0
        """)
      #expect(told == 0)
      let received = try await database.count("select sum(message_count)::bigint from rewards.received")
      #expect(report.messages == received && received > 20)
    }
  }

  @Test("W5, W9: books with instalments that the clock asked for, and finance paid, are rebuilt with zero difference")
  func rebuiltWithInstalments() async throws {
    try await with { database, service in
      let start = Timestamp("2026-01-10T09:00:00Z")!
      func later(_ days: Double) -> Timestamp { start.adding(seconds: days * 86_400) }
      func command<Payload: CommandPayload>(_ payload: Payload, at days: Double) async throws {
        let message = try message(payload, to: .commands, Payload.messageType.routingKey)
        _ = try await service.handle([message], of: "rewards.commands", at: later(days))
      }
      func payAll(at days: Double) async throws -> Int {
        try await service.work(DueInstalments().name, at: later(days))
        let open = try await database.query(
          "select payout_id from rewards.payouts where paid_at is null and cancelled_at is null"
        ).decode(PayoutID.self)
        let paid = try open.map {
          try message(
            PayoutConfirmed(payoutId: $0, paidAt: later(days), reference: "VIR"), to: .integration, "payout.confirmed")
        }
        if !paid.isEmpty { _ = try await service.handle(paid, of: "rewards.integration", at: later(days + 0.01)) }
        return open.count
      }
      let plan = [
        InstalmentTerms(percent: 50, from: .hire, days: 0), InstalmentTerms(percent: 25, from: .hire, days: 30),
        InstalmentTerms(percent: 25, from: .hire, days: 60),
      ]
      try await command(ChangeRewardsPolicy(instalments: InstalmentPlan(plan)), at: 0)
      let member = MemberID.make()
      try await tell(service, [MemberJoined.joining(member, RewardPreference(option: .toMember))], at: later(0.1))
      var hire = HireAttributed.hire(by: member).quoted(under: 2)
      hire.hiredAt = later(0.2)
      try await tell(service, [hire], at: later(0.3))
      #expect(try await payAll(at: 1) == 1)
      #expect(try await payAll(at: 20) == 0)
      #expect(try await payAll(at: 31) == 1)
      try await tell(service, [HireWithdrawn(hireId: hire.hireId, withdrawnAt: later(40))], at: later(40))
      let claim = try await database.query("select claim_id from rewards.claims order by claim_id limit 1")
      try await command(
        SettleClaim(
          claimId: try #require(try claim.decode(TransactionID.self).first), manner: .writtenOff, amountCents: 5_000,
          reason: "Gone"),
        at: 41)
      // A claim of before has an id that follows from nothing.
      let kept = try await database.query("select claim_id from rewards.claims order by claim_id desc limit 1")
      let last = try #require(try kept.decode(TransactionID.self).first)
      let name = TransactionID.make()
      _ = try await database.query(
        """
        insert into rewards.former_claims (claim_id, cause_id)
        select \(name), cause_id from rewards.transactions where transaction_id = \(last)
        """)
      try await command(SettleClaim(claimId: name, manner: .repaid, amountCents: 2_500), at: 42)
      hire.hiredAt = later(45)
      try await tell(service, [hire], at: later(45))
      #expect(try await payAll(at: 110) == 2)
      #expect(
        try await database.balances().filter { $0.key.hasSuffix("eur-cents") } == [
          "platform:bonus-expense eur-cents": 50_000, "platform:cash eur-cents": -50_000,
        ])
      let report = try await BooksRebuild(booksURL: database.url, logger: logger).run()
      #expect(report.differences.map { "\($0)" } == [])
      #expect(report.messages == 11)
    }
  }

  @Test("W5: what the messages do not account for is a difference, cause by cause")
  func differs() async throws {
    try await with { database, service in
      try await play(database, service)
      // Only a superuser who sets the triggers aside gets so far.
      try await database.pool.withConnection { connection in
        try await connection.query("set session_replication_role = replica")
        try await connection.query(
          "delete from rewards.received where received_id = (select max(received_id) from rewards.received)")
        try await connection.query("set session_replication_role = origin")
      }
      let differences = try await BooksRebuild(booksURL: database.url, logger: logger).run().differences
      // The last message had the hire counted a second time: points, the share, and what was paid of it. The bonus is held.
      let causes = Set(differences.map { $0.cause.split(separator: ":").dropFirst(2).prefix(3).joined(separator: ":") })
      #expect(causes == ["points:2", "sponsor-share:2", "sponsor-share:2:set-off"])
      #expect(differences.allSatisfy { $0.inBooks != $0.rebuilt })
    }
  }

  @Test("W5: what was received is kept once, and neither changed nor deleted")
  func kept() async throws {
    try await with { database, service in
      let joined = try message(MemberJoined.joining(.make()), to: .events, "members.member-joined")
      _ = try await service.handle([joined], of: "rewards.events")
      _ = try await service.handle([joined], of: "rewards.events")
      #expect(try await database.count("select coalesce(sum(message_count), 0)::bigint from rewards.received") == 1)
      for statement: Statement in [
        "update rewards.received set message_count = 2", "delete from rewards.received", "truncate rewards.received",
      ] {
        let error = await #expect(throws: PostgreSQLError.self) { try await database.query(statement) }
        #expect(error?.sqlState == "42501")
      }
    }
  }
}
