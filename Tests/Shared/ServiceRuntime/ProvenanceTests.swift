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
  @Suite("The way that a message came")
  struct ProvenanceTests {
    private let interview = RecordInterview(recommendationId: .make(), outcome: .qualified, candidateInformed: true)

    @Test(
      "what came by another way than its own is a dead letter, told and counted, and has no effect", arguments: 0..<8)
    func anotherWay(seed: Int) async throws {
      try await Platform.with { platform in
        try await AMQPTopologySession.with(AMQPConfiguration(url: platform.virtualHost.amqpURL)) { session in
          for (queue, key) in [
            ("qualification.commands", "qualification.#"), ("qualification.events", "recommendations.#"),
          ] {
            try await session.bind(queue: queue, to: Way.foreign, routingKey: key)
          }
        }
        try await platform.running { service in
          var generator = SeededGenerator(seed: UInt64(seed))
          for way in Way.allCases.shuffled(using: &generator) {
            let isCommand = Bool.random(using: &generator)
            let message = try isCommand ? platform.command(interview, replyTo: nil) : platform.candidate("Forged")
            try await platform.send(way.taken(by: message))
            let letter = try await platform.deadLetters.next()
            #expect(letter.reason == "sender-not-allowed", "\(way) \(isCommand)")
            #expect(letter.body == message.body)
            let told = try await platform.events.next(of: MessageDeadLettered.self)
            #expect(told.data.reason == .senderNotAllowed)
          }
          #expect(try await platform.count("select count(*)::bigint from qualification.candidates") == 0)
          #expect(try await platform.count("select count(*)::bigint from qualification.interviews") == 0)
          let metrics = try await service.get("/metrics").body
          #expect(metrics.contains(/reason="sender-not-allowed"} [1-9]/))
        }
      }
    }

    @Test("what an operator sends back to its lane is handled as it first came, once, and no other lane gets it")
    func replayed() async throws {
      try await Platform.with { platform in
        try await platform.running { _ in
          var replay = try platform.candidate("Replayed").replayed(to: "qualification.events")
          replay.properties.headers["x-delivery-count"] = .integer(1)
          try await platform.send(replay, replay)
          #expect(try await platform.toldNames(1) == ["Replayed"])
          try await platform.send(try platform.candidate("Last"))
          #expect(try await platform.toldNames(1) == ["Last"])
          #expect(try await platform.candidates(named: "Replayed") == 1)
        }
      }
    }

    @Test("a letter that did not come its own way is refused again when it is sent back", arguments: 0..<6)
    func replayedForgery(seed: Int) async throws {
      try await Platform.with { platform in
        try await platform.running { _ in
          var generator = SeededGenerator(seed: UInt64(seed))
          for way in Way.allCases.shuffled(using: &generator) {
            let isCommand = Bool.random(using: &generator)
            let message = try isCommand ? platform.command(interview, replyTo: nil) : platform.candidate("Forged")
            let queue = isCommand ? "qualification.commands" : "qualification.events"
            try await platform.send(way.taken(by: message).replayed(to: queue))
            let letter = try await platform.deadLetters.next()
            #expect(letter.reason == "sender-not-allowed", "\(way) \(isCommand)")
          }
        }
      }
    }

    @Test("headers of a replay count for nothing on any other exchange, and an exchange without them is none of ours")
    func forgedReplay() async throws {
      try await Platform.with { platform in
        try await platform.running { _ in
          var elsewhere = try platform.candidate("Forged").replayed(to: "qualification.events")
          elsewhere.exchange = ""
          var bare = try platform.candidate("Bare").replayed(to: "qualification.events")
          bare.properties.headers = [:]
          try await platform.send(elsewhere, bare)
          let letters = try await platform.deadLetters.next(2)
          #expect(letters.map(\.reason) == ["sender-not-allowed", "sender-not-allowed"])
        }
      }
    }

    @Test("a forged twin of an honest message does not make the service forget the honest one")
    func twin() async throws {
      try await Platform.with { platform in
        try await platform.running { _ in
          let honest = try platform.command(interview)
          try await platform.send(Way.defaultExchange.taken(by: honest))
          #expect(try await platform.deadLetters.next().reason == "sender-not-allowed")
          try await platform.send(honest)
          #expect(try await platform.replies.next().properties.type == "coopt.reply.accepted.v1")
        }
      }
    }
  }

  @Suite("Types that are not known yet")
  struct UnknownTypeTests {
    @Test("an event of a type that this version does not know waits for one that does")
    func newerVersion() async throws {
      let older = ServiceDefinition(
        .qualification, migrations: ServiceDefinition.candidates.migrations,
        handlers: ServiceDefinition.candidates.handlers.filter { $0.kind != .event })
      try await Platform.with(older) { platform in
        try await platform.running { _ in
          try await platform.send(try platform.candidate("Early"))
          try await platform.log.wait(for: "wait for a newer one")
        }
        let newer = platform.running(as: .candidates)
        try await newer.running { _ in
          let told = try await newer.toldNames(1)
          #expect(told == ["Early"])
        }
      }
    }

    @Test("it is given up after a bounded time, and others are handled meanwhile")
    func boundedTime() async throws {
      try await Platform.with(settings: ["COOPT_UNKNOWN_TYPE_SECONDS": "2"]) { platform in
        try await platform.running { _ in
          var event = try platform.candidate("x")
          event.properties.type = nil
          event.body = Data(
            String(decoding: event.body, as: UTF8.self).replacing("candidate-registered.v1", with: "surprise.v1").utf8)
          try await platform.send(event, try platform.candidate("Known"))
          #expect(try await platform.toldNames(1) == ["Known"])
          #expect(try await platform.deadLetters.next().reason == "unknown-type")
        }
      }
    }
  }
}

extension OutgoingMessage {
  /// The message as an operator sends it back to a lane.
  fileprivate func replayed(to queue: String) -> OutgoingMessage {
    var message = self
    message.properties.headers[ReplayHeader.exchange] = .string(exchange)
    message.properties.headers[ReplayHeader.routingKey] = .string(routingKey)
    // Where it goes is the broker's to say by the queue alone.
    message.properties.headers["CC"] = nil
    (message.exchange, message.routingKey) = (Exchange.replay.rawValue, queue)
    return message
  }
}

/// A way past what the broker asks for.
enum Way: CaseIterable {
  /// Straight to the queue, by its name.
  case defaultExchange
  /// Under its own key, through an exchange that somebody bound to the queue.
  case foreignExchange
  /// With another key beside the one that is allowed.
  case carbonCopy
  /// As the broker's dead-lettering would bring it.
  case deadLettered

  /// An exchange that every virtual host has, and that is none of ours.
  static let foreign = "amq.topic"

  /// The message on that way.
  func taken(by message: OutgoingMessage) -> OutgoingMessage {
    var message = message
    let isCommand = message.exchange == Exchange.commands.rawValue
    switch self {
    case .defaultExchange:
      message.exchange = ""
      message.routingKey = isCommand ? "qualification.commands" : "qualification.events"
    case .foreignExchange: message.exchange = Self.foreign
    case .carbonCopy where isCommand:
      message.properties.headers["CC"] = .array([.string(message.routingKey)])
      message.routingKey = "qualification.other"
    case .carbonCopy:
      message.properties.headers["CC"] = .array([.string(message.routingKey)])
      message.routingKey = "recommendations.other"
    case .deadLettered:
      message.properties.headers["x-death"] = .array([.table(["reason": "rejected"])])
    }
    return message
  }
}
