import AMQPClient
import Foundation
import Messages
import PostgreSQLClient
import MessageHandling
import ServiceRuntime
import TestStack
import Testing
import Topology
import Vocabulary

@Suite("Events folded into one message")
struct EventFoldingTests {
  private func owed(_ exchange: Exchange, _ key: String, _ number: Int) -> OutboxMessage {
    OutboxMessage(
      id: UUID.version7(),
      message: OutgoingMessage(
        exchange: exchange.rawValue, routingKey: key,
        properties: AMQPProperties(
          contentType: "application/cloudevents+json", headers: ["traceparent": "00"], messageID: "m\(number)",
          type: key),
        body: Data(#"{"n":\#(number),"text":"],\"{"}"#.utf8)))
  }

  @Test("many events of one key become few messages, in order; few events and what is no event stay single")
  func folding() {
    let many = (0..<25).map { owed(.events, "a.many", $0) }
    let few = (0..<9).map { owed(.events, "a.few", $0) }
    let told = (0..<12).map { owed(.notifications, "staff.told", $0) }
    let folded = EventFolding(limit: 10).fold(many + few + told)
    #expect(
      folded.map(\.message.routingKey) == Array(repeating: "a.many", count: 3) + few.map(\.message.routingKey)
        + told.map(\.message.routingKey))
    #expect(folded.prefix(3).map(\.eventCount) == [10, 10, 5])
    #expect(folded.dropFirst(3).allSatisfy { $0.eventCount == 1 })
    for message in folded.prefix(3) {
      #expect(message.message.properties.contentType == "application/cloudevents-batch+json")
      #expect(message.message.properties.messageID == message.id.lowercased)
      #expect(JSONValue(json: message.message.body) != nil)
    }
    #expect(EventFolding(limit: 1).fold(many).map(\.id) == many.map(\.id))
  }

  @Test("a folded message is no larger than a consumer takes, whatever its events are", arguments: [1, 3000, 100_000])
  func bytes(size: Int) {
    let events = (0..<60).map { number in
      var event = owed(.events, "a.many", number)
      event = OutboxMessage(
        id: event.id,
        message: OutgoingMessage(
          exchange: event.message.exchange, routingKey: event.message.routingKey, properties: event.message.properties,
          body: Data("\"\(String(repeating: "x", count: size))\"".utf8)))
      return event
    }
    let folded = EventFolding(limit: 100).fold(events)
    #expect(folded.reduce(0) { $0 + $1.eventCount } == 60)
    #expect(folded.allSatisfy { $0.eventCount == 1 || $0.message.body.count <= EventFolding.bytes + 2 })
  }

  @Test("a row of the outbox is read as it was written, and refused when it is cut")
  func packing() throws {
    let messages = (0..<3).map { owed(.events, "a.key", $0) }
    let packed = Data(try PackedMessages.pack(messages))
    let unpacked = try PackedMessages.unpack(packed)
    #expect(unpacked.map(\.id) == messages.map(\.id))
    #expect(unpacked.map(\.message.body) == messages.map(\.message.body))
    #expect(unpacked.map(\.message.routingKey) == messages.map(\.message.routingKey))
    #expect(unpacked.map(\.message.properties) == messages.map(\.message.properties))
    #expect(throws: PackedMessages.Truncated.self) { try PackedMessages.unpack(packed.dropLast()) }
    #expect(throws: PackedMessages.Truncated.self) { try PackedMessages.unpack(packed.prefix(18)) }
  }

  @Test("whatever properties a message has, a row gives them back", arguments: 0..<300)
  func packingProperties(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    func text() -> String {
      let letters: [Character] = ["a", "Z", "9", "-", " ", "é", "🙂", "\"", "\\", "/", "\n", "\u{1}", "\u{7F}"]
      // Most texts are plain, and some messages have none that is not.
      let kinds = seed.isMultiple(of: 3) ? 7 : letters.count
      return String(
        (0..<Int.random(in: 0..<9, using: &random)).map { _ in letters[Int.random(in: 0..<kinds, using: &random)] })
    }
    func maybe<Value>(_ value: Value) -> Value? { Bool.random(using: &random) ? value : nil }
    func header() -> AMQPFieldValue {
      Int.random(in: 0..<6, using: &random) == 0
        ? [.integer(-7), .boolean(true), .null, .table(["x": "y"])].randomElement(using: &random)! : .string(text())
    }
    let messages = (0..<20).map { _ in
      OutboxMessage(
        id: .init(),
        message: OutgoingMessage(
          exchange: "coopt.events", routingKey: "a.key",
          properties: AMQPProperties(
            contentType: maybe(text()), contentEncoding: maybe(text()),
            headers: Dictionary((0..<Int.random(in: 0..<4, using: &random)).map { _ in (text(), header()) }) {
              first, _ in first
            },
            isPersistent: .random(using: &random), priority: Int.random(in: 0..<9, using: &random) == 0 ? 3 : nil,
            correlationID: maybe(text()), replyTo: maybe(text()), expiration: maybe(text()), messageID: maybe(text()),
            timestamp: maybe(UInt64.random(in: 0 ... .max, using: &random)), type: maybe(text()), appID: maybe(text()),
            clusterID: Int.random(in: 0..<9, using: &random) == 0 ? text() : nil),
          body: Data(text().utf8)))
    }
    let unpacked = try PackedMessages.unpack(Data(try PackedMessages.pack(messages)))
    #expect(unpacked.map(\.id) == messages.map(\.id))
    #expect(unpacked.map(\.message.properties) == messages.map(\.message.properties))
    #expect(unpacked.map(\.message.body) == messages.map(\.message.body))
  }
}

extension ServiceRuntimeTests {
  @Suite("Events that came in one message")
  struct FoldedEventsTests {
    /// One message with several events, as another service sends it.
    private func batch(_ events: [OutgoingMessage]) -> OutgoingMessage {
      var message = events[0]
      message.properties.contentType = "application/cloudevents-batch+json"
      message.properties.messageID = MessageID.make().description
      let bodies = events.map { String(decoding: $0.body, as: UTF8.self) }
      message.body = Data("[ \(bodies.joined(separator: " ,\n ")) ]".utf8)
      return message
    }

    @Test("each is handled once, whether it comes again by itself or with others")
    func once() async throws {
      try await Platform.with(settings: ["COOPT_BATCH_SIZE": "7"]) { platform in
        let events = try (0..<30).map { try platform.candidate("Name \($0)") }
        try await platform.running { _ in
          try await platform.send(batch(events), events[3], batch(Array(events[10..<20])))
          #expect(Set(try await platform.toldNames(30)) == Set((0..<30).map { "Name \($0)" }))
          try await platform.expectNothingMore()
          #expect(try await platform.count("select count(*)::bigint from qualification.candidates") == 31)
          try await platform.outboxEmpties()
        }
      }
    }

    @Test("a bad one is a dead letter of its own, under its own id; the others go on")
    func poison() async throws {
      try await Platform.with { platform in
        let bad = MessageID.make()
        let events = try (0..<20).map {
          $0 == 7 ? try platform.candidate("Poison", id: bad) : try platform.candidate("Name \($0)")
        }
        var unreadable = events[0]
        unreadable.body = Data(#"{"specversion":"1.0"}"#.utf8)
        try await platform.running { _ in
          try await platform.send(batch(events + [unreadable]))
          let letters = try await platform.deadLetters.next(2)
          let poisoned = try #require(letters.first { $0.reason == "handling-failed" })
          #expect(poisoned.properties.messageID == bad.description)
          #expect(poisoned.properties.contentType == "application/cloudevents+json")
          #expect(try poisoned.event(CandidateRegistered.self).id == bad)
          let invalid = try #require(letters.first { $0.reason != "handling-failed" })
          #expect(invalid.reason == "invalid-message")
          #expect(invalid.body == unreadable.body)
          try await platform.wait(
            untilNone: false, "select (count(*) = 19)::int::bigint from qualification.candidates")
          try await platform.outboxEmpties()
        }
      }
    }

    @Test("a batch that is no list is a dead letter as a whole")
    func broken() async throws {
      try await Platform.with { platform in
        var message = batch([try platform.candidate("x")])
        message.body = Data("[{}".utf8)
        try await platform.running { _ in
          try await platform.send(message)
          let letter = try await platform.deadLetters.next()
          #expect(letter.reason == "undecodable")
          #expect(letter.body == message.body)
        }
      }
    }

    @Test("what a crash left of one comes again")
    func crash() async throws {
      try await Platform.with(settings: ["COOPT_BATCH_SIZE": "5"]) { platform in
        let events = try (0..<200).map { try platform.candidate("Name \($0)") }
        try await platform.send(batch(events))
        try await platform.running(until: .crashed) { _ in
          _ = try await platform.events.next(5)
        }
        try await platform.running { _ in
          try await platform.wait(
            untilNone: false, "select (count(*) >= 200)::int::bigint from qualification.candidates")
          try await platform.outboxEmpties()
        }
        #expect(try await platform.count("select count(*)::bigint from qualification.candidates") == 200)
      }
    }

    @Test("what the broker refuses of a row stays alone in it, and goes out once it can")
    func reduced() async throws {
      try await Platform.with { platform in
        try await AMQPTopologySession.with(try AMQPConfiguration(url: platform.virtualHost.amqpURL)) { session in
          try await session.declareQueue(
            "test.full", arguments: ["x-max-length": 0, "x-overflow": "reject-publish"])
          try await session.bind(
            queue: "test.full", to: Exchange.events.rawValue, routingKey: "qualification.candidate-qualified")
          try await platform.send([try platform.candidate("Refused"), try platform.candidate("Wanted")])
          try await platform.running { _ in
            #expect(try await platform.deadLetters.next().reason == "already-member")
            try await platform.log.wait(for: "a message cannot be sent now")
            let rest: () async throws -> [OutboxMessage] = {
              let rows = try await platform.pool.query("select messages from qualification.outbox")
              return try rows.flatMap { try PackedMessages.unpack($0.decode(Data.self)) }
            }
            while try await rest().count != 1 { try Task.checkCancellation() }
            #expect(try await rest()[0].message.routingKey == "qualification.candidate-qualified")
            try await session.deleteQueue("test.full")
            try await platform.outboxEmpties()
            try await platform.send(try platform.candidate("Last"))
            var names: [String] = []
            while names.last != "Last" {
              let next = try await platform.events.next()
              names.append((try? next.event(CandidateQualified.self).data.reason) ?? "dead letter")
            }
            #expect(names.count { $0 == "dead letter" } == 1)
            #expect(names.contains("Wanted"))
          }
        }
      }
    }
  }
}
