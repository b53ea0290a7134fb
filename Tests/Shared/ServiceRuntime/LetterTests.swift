import AMQPClient
import Foundation
import MessageHandling
import Messages
import PostgreSQLClient
import ServiceRuntime
import ServiceTesting
import TestStack
import Testing
import Topology
import Vocabulary

extension ServiceRuntimeTests {
  @Suite("Dead letters")
  struct LetterTests {
    /// Breaks its schema: a reason is required.
    private let invalid = RecordInterview(recommendationId: .make(), outcome: .rejected, candidateInformed: true)

    @Test("what would not fit is cut and says so; what is owed besides goes out", arguments: 0..<6 as Range<UInt64>)
    func cut(seed: UInt64) async throws {
      try await Platform.with { platform in
        try await platform.running { _ in
          var generator = SeededGenerator(seed: seed)
          var letters = 0
          for _ in 0..<25 {
            var command = try platform.command(invalid, replyTo: nil)
            switch Int.random(in: 0..<3, using: &generator) {
            // As long as a key may be, and longer behind the service's word.
            case 0: command.routingKey = "qualification." + String(repeating: "k", count: 241)
            // Near the frame's limit, over it with our own headers.
            case 1: command.properties.headers["big"] = .string(String(repeating: "é", count: 65_300))
            default: command.properties.messageID = String(repeating: "é", count: 127)
            }
            try await platform.send(command)
            letters += 1
          }
          let arrived = try await platform.deadLetters.next(letters)
          #expect(arrived.allSatisfy { ["invalid-message", "sender-not-allowed"].contains($0.reason) })
          for letter in arrived where letter.properties.headers["big"]?.string?.utf8.count ?? 130_600 < 130_600 {
            #expect(letter.properties.headers["x-coopt-cut"] != nil)
          }
          try await platform.outboxEmpties()
        }
      }
    }

    @Test("a letter says how it came, and cannot be made to go elsewhere")
    func origin() async throws {
      try await Platform.with { platform in
        try await platform.running { _ in
          var command = try platform.command(invalid, replyTo: nil)
          command.properties.headers["BCC"] = .array(["qualification.nowhere"])
          command.properties.headers["CC"] = .array(["qualification.elsewhere"])
          command.properties.headers["x-coopt-reason"] = "forged"
          command.properties.headers["x-coopt-other"] = "forged"
          command.properties.priority = 7
          command.properties.headers["price"] = .decimal(scale: 2, value: 1999)
          command.properties.headers["raw"] = .bytes(Data([0xFF, 0x00]))
          command.properties.headers["latin"] = .rawText(Data([0xE9]))
          command.properties.headers["small"] = .sized(.uint8(3))
          try await platform.send(command)
          let letter = try await platform.deadLetters.next()
          let headers = letter.properties.headers
          #expect(letter.reason == "invalid-message" && headers["x-coopt-other"] == nil)
          #expect(headers["x-coopt-exchange"] == "coopt.commands")
          #expect(headers["x-coopt-routing-key"] == "qualification.record-interview")
          #expect(headers["x-coopt-time"]?.string.flatMap(Timestamp.init) != nil)
          #expect(headers["CC"] == nil && headers["x-coopt-cc"] == .array(["qualification.elsewhere"]))
          #expect(letter.properties.priority == 7 && headers["price"] == .decimal(scale: 2, value: 1999))
          #expect(headers["raw"] == .bytes(Data([0xFF, 0x00])) && headers["latin"] == .rawText(Data([0xE9])))
          #expect(headers["small"]?.integer == 3)
        }
      }
    }

    @Test("what expired in a queue is a dead letter with that reason, and is told of")
    func expired() async throws {
      try await Platform.with { platform in
        var event = try platform.candidate("Late")
        event.properties.expiration = "1"
        try await platform.send(event)
        try await platform.expires(from: "qualification.events", into: "qualification.rejected")
        try await platform.running { _ in
          let letter = try await platform.deadLetters.next()
          #expect(letter.reason == "expired" && letter.body == event.body)
          #expect(letter.properties.headers["x-coopt-queue"] == "qualification.events")
          #expect(letter.properties.headers["x-coopt-exchange"] == "coopt.events")
          #expect(letter.routingKey == "qualification.recommendations.candidate-registered")
          let told = try await platform.events.next(of: MessageDeadLettered.self).data
          #expect(told.reason == .expired && told.queue == "qualification.events")
        }
      }
    }

    @Test("a body that is larger than any of ours is a dead letter whole, and costs nobody else", arguments: [1, 3])
    func largeBody(megabytes: Int) async throws {
      try await Platform.with { platform in
        try await platform.running { _ in
          var event = try platform.candidate("Large")
          event.body += Data(repeating: UInt8(ascii: " "), count: megabytes << 20)
          try await platform.send(event, try platform.candidate("Small"))
          #expect(try await platform.toldNames(1) == ["Small"])
          let letter = try await platform.deadLetters.next()
          #expect(letter.reason == "body-too-large")
          #expect(letter.unreadable?.code == .bodyTooLarge || letter.body == event.body)
        }
      }
    }
  }

  @Suite("What ends the process")
  struct SuspectTests {
    @Test("a message that came back often is taken alone, and given up unread after as many attempts as are allowed")
    func suspect() async throws {
      try await Platform.with(settings: ["COOPT_ATTEMPTS": "2"]) { platform in
        var event = try platform.candidate("Suspect")
        // As the broker counts, and as crashed processes wrote down.
        event.properties.headers["x-delivery-count"] = .integer(9)
        try await platform.pool.execute([
          """
          insert into qualification.attempts (fingerprint, attempts, last_at)
          values (sha256(\(Data(event.exchange.utf8) + [0] + Data(event.routingKey.utf8) + [0] + event.body)), 2, now())
          """
        ])
        try await platform.running { _ in
          try await platform.send(event, try platform.candidate("Honest"))
          #expect(try await platform.toldNames(1) == ["Honest"])
          let letter = try await platform.deadLetters.next()
          #expect(letter.reason == "attempts-exhausted" && letter.body == event.body)
          #expect(letter.properties.headers["x-coopt-attempts"] == 2)
          #expect(try await platform.candidates(named: "Suspect") == 0)
        }
      }
    }

    @Test("one that does no harm is handled, and its attempts are forgotten")
    func acquitted() async throws {
      try await Platform.with { platform in
        var event = try platform.candidate("Innocent")
        event.properties.headers["x-delivery-count"] = .integer(9)
        try await platform.running { _ in
          try await platform.send(event)
          #expect(try await platform.toldNames(1) == ["Innocent"])
          try await platform.wait("select count(*) from qualification.attempts")
        }
      }
    }
  }
}

extension Platform {
  /// Waits until the broker has moved a message that expired.
  func expires(from queue: String, into other: String) async throws {
    try await AMQPTopologySession.with(AMQPConfiguration(url: virtualHost.amqpURL)) { session in
      while try await session.messageCount(of: other) == 0 { try Task.checkCancellation() }
    }
  }
}
