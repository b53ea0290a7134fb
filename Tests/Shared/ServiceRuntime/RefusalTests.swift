import AMQPClient
import Foundation
import Messages
import PostgreSQLClient
import TestStack
import Testing
import Topology
import Vocabulary

extension ServiceRuntimeTests {
  @Suite("What is refused")
  struct RefusalTests {
    private let interview = RecordInterview(recommendationId: .make(), outcome: .qualified, candidateInformed: true)
    /// Breaks its schema: a reason is required.
    private let invalid = RecordInterview(recommendationId: .make(), outcome: .rejected, candidateInformed: true)

    private func running(_ body: (Platform) async throws -> Void) async throws {
      try await Platform.with { platform in
        try await platform.running { _ in try await body(platform) }
      }
    }

    @Test("a refused command is answered with the problem, the same again with the same body")
    func refusedCommand() async throws {
      try await running { platform in
        let unknown = RecordInterview(
          recommendationId: .make(), outcome: .qualified, candidateInformed: true, summary: "unknown")
        let command = try platform.command(unknown)
        try await platform.send(command, command)
        let replies = try await platform.replies.next(2)
        #expect(replies[0].properties.type == "coopt.reply.rejected.v1")
        #expect(try replies[0].event(Problem.self).data.code == .interviewNotFound)
        #expect(replies[0].body == replies[1].body)
      }
    }

    @Test("a command that breaks its schema is answered with the fields at fault, and is no dead letter")
    func invalidCommand() async throws {
      try await running { platform in
        let command = try platform.command(invalid)
        try await platform.send(command)
        try await platform.send(command)
        let replies = try await platform.replies.next(2)
        let problem = try replies[0].event(Problem.self).data
        #expect(problem.code == .invalidMessage)
        #expect(problem.errors?.map(\.field) == ["reason"])
        #expect(replies[0].body == replies[1].body)
        try await expectNoDeadLetter(on: platform)
      }
    }

    @Test(
      "a command that breaks its schema and asks nobody is a dead letter as it was, with the reason, and is told of")
    func invalidCommandWithoutReply() async throws {
      try await running { platform in
        let id = MessageID.make()
        var command = try platform.command(invalid, id: id, replyTo: nil)
        command.properties.headers = ["x-own": "kept", "a-number": .double(0.5)]
        try await platform.send(command)
        let letter = try await platform.deadLetters.next()
        #expect(letter.body == command.body)
        #expect(letter.properties.messageID == id.description)
        #expect(letter.properties.headers["x-own"] == "kept")
        #expect(letter.properties.headers["a-number"] == .double(0.5))
        #expect(letter.reason == "invalid-message")
        #expect(letter.properties.headers["x-coopt-detail"]?.string?.contains("reason") == true)
        #expect(letter.properties.headers["x-coopt-queue"] == "qualification.commands")
        #expect(letter.properties.headers["x-coopt-attempts"] == 1)
        let told = try await platform.events.next(of: MessageDeadLettered.self)
        #expect(told.type == "coopt.qualification.message-dead-lettered.v1")
        #expect(told.data.messageId == id.description && told.data.reason == .invalidMessage)
        #expect(told.data.queue == "qualification.commands" && told.causationID == id.description)
      }
    }

    @Test(
      "a reply_to that no outside client may name counts as none", arguments: ["rewards.commands", "test.events", ""])
    func foreignReplyTo(replyTo: String) async throws {
      try await running { platform in
        try await platform.send(try platform.command(invalid, replyTo: replyTo))
        #expect(try await platform.deadLetters.next().reason == "invalid-message")
        _ = try await platform.events.next()
        try await platform.send(try platform.command(interview, replyTo: replyTo), try platform.command(interview))
        _ = try await platform.replies.next()
        #expect(try await platform.count("select count(*)::bigint from qualification.interviews") == 2)
      }
    }

    @Test("what cannot be decoded is a dead letter, and is answered where a reply is asked for")
    func undecodable() async throws {
      try await running { platform in
        var command = try platform.command(interview)
        command.body = Data("{\"id\": oops".utf8)
        try await platform.send(command)
        #expect(try await platform.deadLetters.next().reason == "undecodable")
        #expect(try await platform.replies.next().event(Problem.self).data.code == .invalidMessage)
        var event = try platform.candidate("x")
        event.body = Data([0xFF, 0xFE, 0x00])
        try await platform.send(event)
        let letter = try await platform.deadLetters.next()
        #expect(letter.reason == "undecodable" && letter.body == event.body)
      }
    }

    @Test("an unknown command, and a type that is not the key's, are answered as such")
    func unknownCommand() async throws {
      try await running { platform in
        var unknown = try platform.command(interview)
        unknown.routingKey = "qualification.no-such-command"
        unknown.properties.type = nil
        unknown.body = Data(
          String(decoding: unknown.body, as: UTF8.self).replacing("record-interview", with: "no-such-command").utf8)
        try await platform.send(unknown)
        #expect(try await platform.replies.next().event(Problem.self).data.code == .unknownCommand)
        var mismatched = try platform.command(interview)
        mismatched.routingKey = "qualification.other"
        try await platform.send(mismatched)
        let problem = try await platform.replies.next().event(Problem.self).data
        #expect(problem.code == .invalidMessage && problem.errors?.first?.field == "type")
        #expect(try await platform.deadLetters.next().reason == "sender-not-allowed")
        #expect(try await platform.count("select count(*)::bigint from qualification.interviews") == 0)
      }
    }

    @Test("an event of a type that nobody handles is a dead letter, and a counter under no name of its own")
    func unknownType() async throws {
      try await Platform.with(settings: ["COOPT_UNKNOWN_TYPE_SECONDS": "0"]) { platform in
        try await platform.running { service in
          var event = try platform.candidate("x")
          event.properties.type = nil
          event.body = Data(
            String(decoding: event.body, as: UTF8.self).replacing("candidate-registered.v1", with: "surprise.v1").utf8)
          try await platform.send(event)
          #expect(try await platform.deadLetters.next().reason == "unknown-type")
          let metrics = try await service.get("/metrics").body
          #expect(metrics.contains(#"type="unknown",outcome="dead-lettered"} 1"#) && !metrics.contains("surprise"))
        }
      }
    }

    @Test("a command that a rule refuses while nobody waits is told to staff, once, and is no dead letter")
    func unheardRefusal() async throws {
      try await running { platform in
        let id = MessageID.make()
        let unknown = RecordInterview(
          recommendationId: .make(), outcome: .qualified, candidateInformed: true, summary: "unknown")
        let command = try platform.command(unknown, id: id, replyTo: nil)
        try await platform.send(command, command)
        let told = try await platform.events.next(of: CommandRefused.self)
        #expect(told.type == "coopt.qualification.command-refused.v1" && told.causationID == id.description)
        #expect(told.data.code == .interviewNotFound && told.data.messageId == id.description)
        #expect(told.data.messageType == "coopt.qualification.record-interview.v1")
        try await expectNoDeadLetter(on: platform)
        #expect(try await platform.events.next(of: MessageDeadLettered.self).data.reason == .undecodable)
      }
    }

    @Test("what staff are told of a dead letter names its type and the fields at fault")
    func toldFields() async throws {
      try await running { platform in
        try await platform.send(try platform.command(invalid, replyTo: nil))
        let told = try await platform.events.next(of: MessageDeadLettered.self).data
        #expect(told.messageType == "coopt.qualification.record-interview.v1" && told.fields == ["reason"])
        var strange = try platform.command(invalid, replyTo: nil)
        strange.properties.type = "somebody@example.org"
        strange.body = Data("no JSON".utf8)
        try await platform.send(strange)
        let other = try await platform.events.next(of: MessageDeadLettered.self).data
        #expect(other.messageType == nil && other.fields == nil)
      }
    }

    @Test("an event that a rule refuses is a dead letter with its code, and may be sent again")
    func refusedEvent() async throws {
      try await running { platform in
        let event = try platform.candidate("Refused")
        try await platform.send(event)
        #expect(try await platform.deadLetters.next().reason == "already-member")
        try await platform.send(event)
        #expect(try await platform.deadLetters.next().reason == "already-member")
      }
    }

    @Test("a broken message of the same id does not make the service forget the good one")
    func brokenTwin() async throws {
      try await running { platform in
        let good = try platform.candidate("Good")
        var broken = good
        broken.body = Data(String(decoding: good.body, as: UTF8.self).replacing("ada@example.org", with: "none").utf8)
        try await platform.send(good)
        #expect(try await platform.toldNames(1) == ["Good"])
        try await platform.send(broken)
        #expect(try await platform.deadLetters.next().reason == "invalid-message")
        try await platform.send(good)
        try await platform.send(try platform.candidate("Last"))
        #expect(try await platform.events.next(of: MessageDeadLettered.self).data.reason == .invalidMessage)
        #expect(try await platform.toldNames(1) == ["Last"])
        #expect(try await platform.candidates(named: "Good") == 1)
      }
    }

    @Test("a key of any bytes and the full length still makes a dead letter")
    func strangeKeys() async throws {
      try await running { platform in
        for tail in [String(repeating: "é", count: 120) + "x", "nul\0byte"] {
          var command = try platform.command(interview, replyTo: nil)
          command.routingKey = "qualification.\(tail)"
          try await platform.send(command)
          let letter = try await platform.deadLetters.next()
          #expect(letter.reason == "sender-not-allowed")
          #expect(letter.routingKey.hasPrefix("qualification.qualification."))
        }
      }
    }

    @Test(
      "an answer that nobody takes holds up nobody",
      arguments: [
        "staff.nowhere", "amq.rabbitmq.reply-to.garbage", "amq.rabbitmq.reply-to.a.b",
        "amq.rabbitmq.reply-to.AAAA.AAAA", "staff.full",
      ])
    func noTaker(replyTo: String) async throws {
      try await running { platform in
        try await AMQPTopologySession.with(AMQPConfiguration(url: platform.virtualHost.amqpURL)) { session in
          try await session.declareQueue(
            "staff.full", arguments: ["x-max-length": 1, "x-overflow": "reject-publish"])
        }
        try await platform.send(
          OutgoingMessage(exchange: "", routingKey: "staff.full", properties: AMQPProperties(), body: Data()))
        try await platform.send(try platform.command(interview, replyTo: replyTo))
        try await platform.send(try platform.command(interview, correlationID: "after"))
        #expect(try await platform.replies.next().properties.correlationID == "after")
        #expect(try await platform.count("select count(*)::bigint from qualification.interviews") == 2)
      }
    }

    @Test("binary mode is understood, in each of its spellings", arguments: ["ce-", "cloudEvents:", "cloudEvents_"])
    func binaryMode(prefix: String) async throws {
      try await running { platform in
        let id = MessageID.make()
        let attributes: [String: AMQPFieldValue] = [
          "specversion": "1.0", "id": .string(id.description), "source": "/test",
          "type": "coopt.qualification.record-interview.v1",
        ]
        var command = try platform.command(interview, id: id)
        command.properties.contentType = "application/json"
        command.properties.type = nil
        command.properties.headers = Dictionary(
          uniqueKeysWithValues: attributes.map { ("\(prefix)\($0.key)", $0.value) })
        command.body = try JSONEncoder().encode(interview)
        try await platform.send(command)
        let reply = try await platform.replies.next()
        #expect(reply.properties.type == "coopt.reply.accepted.v1")
        #expect(try reply.event(RecordInterview.Result.self).causationID == id.description)
      }
    }

    /// A dead letter sent now would come behind any that was sent before.
    private func expectNoDeadLetter(on platform: Platform) async throws {
      var last = try platform.candidate("x")
      last.body = Data()
      try await platform.send(last)
      #expect(try await platform.deadLetters.next().reason == "undecodable")
    }
  }
}
