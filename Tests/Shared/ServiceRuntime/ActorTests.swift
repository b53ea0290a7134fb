import AMQPClient
import Corrections
import Foundation
import MessageHandling
import Messages
import PostgreSQLClient
import ServiceRuntime
import ServiceSettings
import Synchronization
import TestStack
import Testing
import Topology
import Vocabulary

extension ServiceRuntimeTests {
  @Suite("Who decided")
  struct ActorTests {
    /// The decisions by hand of the contract.
    static let decisions: [String] = Contract.commands.compactMap { type in
      type is any DecisionByHand.Type ? type.messageType.routingKey : nil
    }

    private let charity = RegisterCharity(name: "Les Petits Pas", designated: true)

    private func running(_ body: (Platform) async throws -> Void) async throws {
      try await Platform.with(.charities) { platform in
        try await platform.running { _ in try await body(platform) }
      }
    }

    @Test(
      "A2: every command that asks for an actor is refused without one, before anybody looks at it",
      arguments: decisions)
    func everyCommand(routingKey: String) async throws {
      let type = try #require(Contract.commands.first { $0.messageType.routingKey == routingKey })
      try await refusesWithoutActor(type)
    }

    private func refusesWithoutActor<Command: CommandPayload>(_ type: Command.Type) async throws {
      var command = try Samples.message(of: type)
      command.actor = nil
      let service = try #require(ServiceName(rawValue: type.messageType.service))
      let definition = ServiceDefinition(service, migrations: [], handlers: [.command(Unreached<Command>())])
      try await TestDatabase.with { database in
        _ = try await database.pool.withConnection { try await definition.migrate(on: $0) }
        let settings = Settings([
          "COOPT_DATABASE_URL": database.url, "COOPT_AMQP_URL": "amqp://nobody:unused@127.0.0.1/coopt",
        ])
        let alone = try BrokerlessService(definition, settings: settings, logger: QuietLog.logger)
        func send() async throws -> [OutgoingMessage] {
          let body = try MessageCoder().encode(command)
          let sent = OutgoingMessage(
            exchange: Exchange.commands.rawValue, routingKey: type.messageType.routingKey,
            properties: AMQPProperties(contentType: "application/cloudevents+json"), body: body)
          return try await alone.handle([sent], of: "\(service.rawValue).commands")
        }
        let owed = try await send()
        let letters = owed.filter { $0.exchange == Exchange.deadLetters.rawValue }
        let reasons = letters.map { $0.properties.headers["x-coopt-reason"]?.string }
        #expect(reasons == (command.data.requiresActor ? ["actor-required"] : []))
        #expect(Reached.contains(type.messageType) == !command.data.requiresActor)
        // Named, it gets to its handler.
        command.actor = "ada"
        command.envelopeID = EnvelopeID(MessageID.make())
        // Nobody hears its refusal, which staff are told of; it is no dead letter.
        #expect(try await send().allSatisfy { $0.exchange != Exchange.deadLetters.rawValue })
        #expect(Reached.contains(type.messageType))
        await alone.close()
      }
    }

    @Test("A2: who names nobody where somebody decides is answered actor-required, the same again with the same body")
    func unnamed() async throws {
      try await running { platform in
        let command = try platform.command(charity)
        try await platform.send(command)
        try await platform.send(command)
        let replies = try await platform.replies.next(2)
        let problem = try replies[0].event(Problem.self).data
        #expect(problem.code == .actorRequired && problem.status == 400)
        #expect(replies[0].body == replies[1].body)
        // What does not decide goes through.
        try await platform.send(try platform.command(RegisterCharity(name: "Les Petits Pas")))
        #expect(try await platform.replies.next().properties.type == "coopt.reply.accepted.v1")
        #expect(try await platform.count("select count(*)::bigint from rewards.corrections") == 0)
      }
    }

    @Test("A2: the schema comes first: a command that breaks it and names nobody is invalid", arguments: 1...3)
    func schemaFirst(seed: Int) async throws {
      try await running { platform in
        let long = String(repeating: "x", count: 200 + seed)
        try await platform.send(try platform.command(RegisterCharity(name: long, designated: true)))
        let problem = try await platform.replies.next().event(Problem.self).data
        #expect(problem.code == .invalidMessage && problem.errors?.map(\.field) == ["name"])
      }
    }

    @Test("A2: what is accepted is in the trail with its actor, its login, its reason; it reaches events and replies")
    func kept() async throws {
      try await running { platform in
        let login = try #require(URLComponents(string: platform.virtualHost.amqpURL)?.user)
        let id = MessageID.make()
        var command = try platform.command(charity, id: id).naming("Zoe\u{308} Núñez")
        command.properties.userID = login
        // The same twice is decided once, and kept once.
        try await platform.send(command, command)
        let replies = try await platform.replies.next(2)
        let reply = try replies[0].event(RegisterCharity.Result.self)
        #expect(reply.actor == "Zo\u{EB} Núñez")
        #expect(try await platform.events.next(of: PointsAwarded.self).actor == "Zo\u{EB} Núñez")
        let rows = try await platform.pool.query(
          "select actor, user_id, command, subject, message_id, source from rewards.corrections where reason is null")
        let row = try rows[0].decode((String, String?, String, String, MessageID, String).self)
        #expect(rows.count == 1)
        #expect(
          row == ("Zo\u{EB} Núñez", login, "rewards.register-charity", reply.data.charityId.description, id, "/test"))
        #expect(platform.log.all.allSatisfy { !$0.contains("Núñez") })
      }
    }

    @Test("A2: what is refused by a rule is in no trail; what asks for no actor and names one is")
    func refusedAndVoluntary() async throws {
      try await running { platform in
        let refused = RegisterCharity(name: "refused", designated: true)
        try await platform.send(try platform.command(refused).naming("ada"))
        #expect(try await platform.replies.next().event(Problem.self).data.code == .idAlreadyUsed)
        #expect(try await platform.count("select count(*)::bigint from rewards.corrections") == 0)
        try await platform.send(try platform.command(RegisterCharity(name: "Les Petits Pas")).naming("ada"))
        _ = try await platform.replies.next()
        #expect(try await platform.count("select count(*)::bigint from rewards.corrections") == 1)
      }
    }

    @Test("A2: in binary mode too, in each of its spellings", arguments: ["ce-", "cloudEvents:", "cloudEvents_"])
    func binaryMode(prefix: String) async throws {
      try await running { platform in
        for (actor, code) in [("ada", nil), (nil, "actor-required"), (AMQPFieldValue.integer(7), "invalid-message")]
          as [(AMQPFieldValue?, String?)]
        {
          let id = MessageID.make()
          var attributes: [String: AMQPFieldValue] = [
            "specversion": "1.0", "id": .string(id.description), "source": "/test",
            "type": "coopt.rewards.register-charity.v1",
          ]
          attributes["actor"] = actor
          var command = try platform.command(charity, id: id)
          command.properties.contentType = "application/json"
          command.properties.type = nil
          command.properties.headers = Dictionary(
            uniqueKeysWithValues: attributes.map { ("\(prefix)\($0.key)", $0.value) })
          command.body = try JSONEncoder().encode(charity)
          try await platform.send(command)
          let reply = try await platform.replies.next()
          if let code {
            #expect(try reply.event(Problem.self).data.code.rawValue == code)
          } else {
            #expect(try reply.event(RegisterCharity.Result.self).actor == "ada")
          }
        }
      }
    }

    @Test("A2: neither the service's own role nor the owner of its tables changes or deletes what is in the trail")
    func appendOnly() async throws {
      let definition = ServiceDefinition(.qualification, migrations: [], handlers: [])
      try await TestDatabase.with { database in
        let login: SQLIdentifier = "qualification_service"
        try await database.pool.withConnection { connection in
          _ = try? await connection.query("create role \(identifier: login)")
          _ = try await connection.query("create schema qualification")
          _ = try await connection.query("grant usage on schema qualification to \(identifier: login)")
          _ = try await connection.query(
            """
            alter default privileges in schema qualification
            grant select, insert, update, delete on tables to \(identifier: login)
            """)
          _ = try await definition.migrate(on: connection)
        }
        let row: Statement = """
          insert into qualification.corrections (at, actor, command, subject, message_id, source)
          values (now(), 'ada', 'qualification.correct-interview', 'x', gen_random_uuid(), '/test')
          """
        try await database.pool.withTransaction { $0.enqueue(["set local role qualification_service", row]) }
        let attempts: [Statement] = [
          "update qualification.corrections set actor = 'grace'", "delete from qualification.corrections",
          "truncate qualification.corrections", "update qualification.corrections set actor = 'grace' where false",
          "alter table qualification.corrections disable trigger corrections_append_only",
          "drop table qualification.corrections",
        ]
        for (number, attempt) in attempts.enumerated() {
          await #expect(throws: (any Error).self, "service \(number)") {
            try await database.pool.withTransaction { $0.enqueue(["set local role qualification_service", attempt]) }
          }
        }
        // The pool logs in as the tables' owner here, and as a superuser at that.
        for (number, attempt) in attempts[..<4].enumerated() {
          await #expect(throws: (any Error).self, "owner \(number)") {
            try await database.pool.withTransaction { transaction in
              transaction.enqueue(["set local session_replication_role = replica", attempt])
            }
          }
        }
        let actors = try await database.pool.query("select actor from qualification.corrections").decode(String.self)
        #expect(actors == ["ada"])
      }
    }

    @Test("A1: list-corrections pages from the newest to the oldest, each decision once, and writes nothing")
    func pages() async throws {
      try await running { platform in
        var generator = SeededGenerator(seed: 12)
        let names = (0..<23).map { "charity \($0)" }
        for name in names {
          try await platform.send(
            try platform.command(RegisterCharity(name: name, designated: true)).naming("actor of \(name)"))
          _ = try await platform.replies.next()
        }
        let known = try await platform.count("select count(*)::bigint from rewards.inbox")
        var (read, token): ([Correction], String?) = ([], nil)
        repeat {
          let size = Int.random(in: 1...7, using: &generator)
          let page = try await ask(platform, ListCorrections(pageSize: size, pageToken: token))
          #expect((1...size).contains(page.corrections.count))
          read += page.corrections
          token = page.nextPageToken
        } while token != nil
        #expect(read.map(\.actor) == names.reversed().map { "actor of \($0)" })
        #expect(read.map(\.at) == read.map(\.at).sorted(by: >))
        let middle = read[10].at
        let since = try await ask(platform, ListCorrections(since: middle))
        #expect(since.corrections == read.filter { $0.at >= middle })
        #expect(since.nextPageToken == nil)
        let some = [read[3].subject, read[11].subject]
        let about = try await ask(platform, ListCorrections(subjects: some + ["nothing"]))
        #expect(about.corrections == read.filter { some.contains($0.subject) })
        #expect(try await ask(platform, ListCorrections(since: read[3].at, subjects: some)).corrections == [read[3]])
        #expect(try await platform.count("select count(*)::bigint from rewards.inbox") == known)
        for token in ["x", "", String(repeating: "+", count: 32), String(repeating: "f", count: 32)] {
          try await platform.send(try platform.command(ListCorrections<TrailOf.Rewards>(pageToken: token)))
          let problem = try await platform.replies.next().event(Problem.self).data
          #expect(problem.errors?.map(\.field) == ["pageToken"], "\(token)")
        }
      }
    }

    @Test("a page of long reasons ends early, and the next goes on")
    func longReasons() async throws {
      try await running { platform in
        try await platform.pool.query(
          """
          insert into rewards.corrections (at, actor, command, subject, reason, message_id, source)
          select now(), 'ada', 'rewards.settle-claim', number::text, repeat('é', 10000), gen_random_uuid(), '/test'
          from generate_series(1, 40) as number
          """)
        let first = try await ask(platform, ListCorrections(pageSize: 200))
        #expect((1..<40).contains(first.corrections.count))
        let second = try await ask(platform, ListCorrections(pageSize: 200, pageToken: first.nextPageToken))
        let all = first.corrections + second.corrections.prefix(40)
        #expect(all.map(\.subject) == (1...40).reversed().prefix(all.count).map { String($0) })
      }
    }

    private func ask(
      _ platform: Platform, _ question: ListCorrections<TrailOf.Rewards>
    ) async throws -> ListCorrections<TrailOf.Rewards>.Result {
      try await platform.send(try platform.command(question))
      return try await platform.replies.next().event(ListCorrections<TrailOf.Rewards>.Result.self).data
    }

    @Test("A2: staff alone are told who decided, in whatever way a notification leaves", arguments: 1...20)
    func audiences(seed: Int) throws {
      var generator = SeededGenerator(seed: UInt64(seed))
      let canary = "actor \(UInt64.random(in: .min ... .max, using: &generator))"
      var emission = Emission(service: .notifications, now: .now)
      let story = Story(messageID: "m", correlationID: "c", actor: canary)
      for audience in Audience.allCases.shuffled(using: &generator) {
        let notification = NotificationMessage(
          notificationId: .make(), audience: audience, recipientId: audience.hasRecipients ? "r" : nil, name: "told",
          locale: .french, subject: "s", text: "t")
        emission.notify(notification, resuming: story)
        emission.notify(notification, asNewStory: true)
        emission.notify(notification)
      }
      emission.publish(PayoutCancelled(payoutId: .make()))
      for message in emission.messages {
        let text = String(decoding: message.body, as: UTF8.self)
        #expect(!text.contains(canary) || message.routingKey == "staff.told")
      }
      let told = try emission.messages.filter { $0.routingKey == "staff.told" }.map {
        try JSONDecoder().decode(CloudEvent<NotificationMessage>.self, from: $0.body)
      }
      let expected: [String?] = [canary, nil, nil]
      #expect(told.map(\.actor) == expected)
      #expect(told.map { $0.data.details["actor"] } == expected.map { $0.map(JSONValue.string) })
    }
  }
}

extension ServiceDefinition {
  /// A service with one decision by hand, and its trail.
  fileprivate static let charities = ServiceDefinition(
    .rewards, migrations: [],
    handlers: [.command(TakeCharity()), .command(ListCorrectionsHandler<TrailOf.Rewards>())])
}

/// Takes any charity that is not called "refused", and tells something.
private struct TakeCharity: CommandHandler {
  func load(_ messages: [Incoming<RegisterCharity>], in transaction: Transaction) async throws {}

  func decide(
    _ message: Incoming<RegisterCharity>, on state: inout Void, emitting emission: inout Emission
  ) throws(Problem) -> RegisterCharity.Result {
    guard message.data.name != "refused" else { throw Problem(.idAlreadyUsed) }
    emission.publish(PointsAwarded(memberId: .make(), points: 1, rule: .dailyVisit, total: 1, causeId: "test"))
    return RegisterCharity.Result(charityId: .make())
  }

  func save(_ state: Void) -> [Statement] { [] }
}

extension OutgoingMessage {
  /// The message with somebody who decides.
  func naming(_ actor: String) throws -> OutgoingMessage {
    var message = self
    var envelope = try JSONDecoder().decode(JSONObject.self, from: body)
    envelope["actor"] = .string(actor)
    message.body = try JSONEncoder().encode(envelope)
    return message
  }
}

/// A handler that only notes that it was reached, once for all messages of its type.
private struct Unreached<Payload: CommandPayload>: CommandHandler {
  func load(_ messages: [Incoming<Payload>], in transaction: Transaction) async throws {
    Reached.note(Payload.messageType)
  }

  func decide(
    _ message: Incoming<Payload>, on state: inout Void, emitting emission: inout Emission
  ) throws(Problem) -> Payload.Result { throw Problem(.internalError) }

  func save(_ state: Void) -> [Statement] { [] }
}

/// The types whose handlers were reached.
private enum Reached {
  private static let types = Mutex<Set<MessageType>>([])

  static func note(_ type: MessageType) { types.withLock { _ = $0.insert(type) } }

  static func contains(_ type: MessageType) -> Bool { types.withLock { $0.contains(type) } }
}

/// Whole messages, by their fixtures.
private enum Samples {
  static func message<Payload: MessagePayload>(of type: Payload.Type) throws -> CloudEvent<Payload> {
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Messages/Fixtures")
    let name = "\(type.messageType.routingKey).v\(type.messageType.version).json"
    return try MessageCoder().decode(
      CloudEvent<Payload>.self, from: try Data(contentsOf: fixtures.appending(path: name)))
  }
}
