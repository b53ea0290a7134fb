import AMQPClient
import Foundation
import MessageHandling
import Messages
import PostgreSQLClient
import ServiceRuntime
import TestStack
import Testing
import Topology
import Vocabulary

extension ServiceRuntimeTests {
  @Suite("Batches at the same time")
  struct PartedLaneTests {
    /// An eighth of the prefetch is that of events: enough for several batches in hand.
    private static let pairs = ["COOPT_BATCH_SIZE": "2", "COOPT_BATCHES_AT_ONCE": "2", "COOPT_PREFETCH": "320"]
    private static let wide = ["COOPT_BATCH_SIZE": "10", "COOPT_BATCHES_AT_ONCE": "3", "COOPT_PREFETCH": "320"]

    /// One number of one of some candidates, on its way.
    private func message(_ number: Int, of candidate: Int, named name: String? = nil) throws -> OutgoingMessage {
      try PartedLane.message(number, of: candidate, named: name)
    }

    @Test(
      "while one batch waits, another that reaches nothing of it goes on, and what reaches the same follows in order")
    func beside() async throws {
      try await Platform.with(.parted, settings: Self.pairs) { platform in
        try await platform.pool.withConnection { connection in
          try await connection.query("begin")
          try await connection.query("insert into qualification.claims (name) values ('Claim')")
          let platform = platform
          try await platform.send([
            try message(0, of: 0, named: "Claim"), try message(1, of: 0), try message(2, of: 1), try message(3, of: 0),
            try message(4, of: 2), try message(5, of: 3), try message(6, of: 0),
          ])
          try await platform.running { _ in
            #expect(try await platform.toldNames(2) == ["1.2", "2.4"])
            try await connection.query("rollback")
            var told = try await platform.toldNames(5)
            told.removeAll { $0 == "3.5" }
            #expect(told == ["Claim", "0.1", "0.3", "0.6"])
            try await platform.outboxEmpties()
          }
        }
      }
    }

    @Test(
      "whatever fails, each is told once, and in the order of its candidate", arguments: 0..<4 as Range<UInt64>)
    func order(seed: UInt64) async throws {
      try await Platform.with(.parted, settings: Self.wide) { platform in
        var generator = SeededGenerator(seed: seed)
        // What is told, in the order of what was sent; what may reach anything bears no candidate.
        var sent: [(name: String, candidate: Int?)] = []
        var poisoned = 0
        let messages = try (0..<300).map { number in
          let candidate = Int.random(in: 0..<25, using: &generator)
          switch Int.random(in: 0..<40, using: &generator) {
          case 0:
            poisoned += 1
            return try message(number, of: candidate, named: "Poison")
          case 1:
            let recommendation = RecommendationAttributed.any()
            sent.append((recommendation.offerId.description, nil))
            return try platform.event(recommendation)
          default:
            sent.append(("\(candidate).\(number)", candidate))
            return try message(number, of: candidate)
          }
        }
        try await platform.send(messages)
        // Some of it comes twice.
        try await platform.send(messages.filter { _ in Int.random(in: 0..<10, using: &generator) == 0 })
        try await platform.running { _ in
          var told: [String] = []
          while told.count < sent.count {
            let event = try await platform.events.next(of: CandidateQualified.self)
            if let name = event.data.reason { told.append(name) }
          }
          let candidates = Dictionary(uniqueKeysWithValues: sent.map { ($0.name, $0.candidate) })
          for candidate in 0..<25 {
            #expect(
              told.filter { candidates[$0] == candidate } == sent.filter { $0.candidate == candidate }.map(\.name))
          }
          for (position, (name, candidate)) in sent.enumerated() where candidate == nil {
            #expect(Set(told.prefix { $0 != name }) == Set(sent[..<position].map(\.name)), "nothing passed it")
          }
          try await platform.outboxEmpties()
        }
        let recorded = sent.count { $0.candidate != nil }
        #expect(poisoned + sent.count == 300)
        #expect(try await platform.count("select count(*)::bigint from qualification.candidates") == recorded)
      }
    }

    @Test("however often it crashes or loses its connections, each has its one effect and is told of")
    func crash() async throws {
      try await Platform.with(.parted, settings: Self.wide) { platform in
        let names = (0..<400).map { "\($0 % 40).\($0)" }
        try await platform.send(try (0..<400).map { try message($0, of: $0 % 40) })
        var told: Set<String> = []
        for _ in 0..<3 {
          try await platform.running(until: .crashed) { _ in told.formUnion(try await platform.toldNames(1)) }
        }
        try await platform.running { service in
          try await service.becomesReady()
          told.formUnion(try await platform.toldNames(1))
          try await platform.virtualHost.closeConnections(try await platform.virtualHost.connections(numbering: 10))
          while told.count < names.count { told.formUnion(try await platform.toldNames(1)) }
          try await platform.outboxEmpties()
        }
        #expect(told == Set(names))
        #expect(try await platform.count("select count(*)::bigint from qualification.candidates") == 400)
        #expect(try await platform.count("select count(distinct name)::bigint from qualification.candidates") == 400)
      }
    }

    @Test("told to stop with two batches under way, it ends both and leaves the rest; nothing is lost or done twice")
    func stop() async throws {
      try await Platform.with(.parted, settings: Self.pairs) { platform in
        try await platform.send(try (0..<4).map { try message($0, of: $0, named: "Claim \($0)") })
        try await platform.pool.withConnection { connection in
          try await connection.query("begin")
          try await connection.query("insert into qualification.claims (name) values ('Claim 0'), ('Claim 2')")
          try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
              try await platform.log.wait(for: "stopping: finishing what was taken")
              try await connection.query("rollback")
            }
            try await platform.running { _ in
              // Both wait for what we hold.
              try await platform.wait(
                untilNone: false,
                """
                select (count(*) = 2)::int::bigint
                from pg_stat_activity
                where wait_event_type = 'Lock' and datname = current_database()
                """)
              try await platform.send(try (4..<10).map { try message($0, of: $0) })
            }
            try await tasks.waitForAll()
          }
        }
        let done = try await platform.count("select count(*)::bigint from qualification.candidates")
        #expect(done >= 4)
        #expect(try await platform.count("select count(*)::bigint from qualification.outbox") == 0)
        try await platform.running { _ in
          #expect(Set(try await platform.toldNames(10)).count == 10)
          try await platform.outboxEmpties()
        }
        #expect(try await platform.count("select count(*)::bigint from qualification.candidates") == 10)
      }
    }
  }
}

/// Messages of candidates that come again and again.
private enum PartedLane {
  private static let candidates = (0..<50).map { _ in CandidateID.make() }

  static func message(_ number: Int, of candidate: Int, named name: String?) throws -> OutgoingMessage {
    var event = CandidateRegistered.named(name ?? "\(candidate).\(number)")
    event.candidateId = candidates[candidate]
    let type = CandidateRegistered.messageType
    let id = MessageID.make()
    return OutgoingMessage(
      exchange: Exchange.events.rawValue, routingKey: type.routingKey,
      properties: AMQPProperties(
        contentType: "application/cloudevents+json", messageID: id.description, type: type.description),
      body: try MessageCoder().encode(
        CloudEvent(
          id: id, source: "/test", type: type.description, time: .now, subject: event.subject,
          dataSchema: type.dataSchema, correlationID: id.description, data: event)))
  }
}

extension ServiceDefinition {
  /// A service whose batches part by candidate.
  fileprivate static let parted = ServiceDefinition(
    .qualification, migrations: candidates.migrations,
    handlers: [
      .event(RecordCandidateByItself()),
      .event(TellOfRecommendation()),
    ])
}

/// Records candidates; two of them reach nothing in common.
private struct RecordCandidateByItself: EventHandler {
  private let record = RecordCandidate()

  static var reach: MessageReach { .story }

  func load(_ messages: [Incoming<CandidateRegistered>], in transaction: Transaction) async throws
    -> RecordCandidate.State
  { try await record.load(messages, in: transaction) }

  func decide(
    _ message: Incoming<CandidateRegistered>, on state: inout RecordCandidate.State, emitting emission: inout Emission
  ) throws(Problem) { try record.decide(message, on: &state, emitting: &emission) }

  func save(_ state: RecordCandidate.State) -> [Statement] { record.save(state) }
}
