import AMQPClient
import Foundation
import Messages
import PostgreSQLClient
import MessageHandling
import ServiceRuntime
import Testing
import Topology
import Vocabulary

extension ServiceRuntimeTests {
  @Suite("The way of a message")
  struct WayOfAMessageTests {
    @Test(
      "an event is handled once although it comes twice in a batch and once more later; what it causes goes out once")
    func once() async throws {
      try await Platform.with { platform in
        try await platform.running { _ in
          let id = MessageID.make()
          let twice = try platform.candidate("Twice", id: id)
          try await platform.send(twice, twice)
          let first = try await platform.events.next(of: CandidateQualified.self)
          try await platform.send(twice)
          try await platform.send(try platform.candidate("Last"))
          let second = try await platform.events.next(of: CandidateQualified.self)
          #expect(first.data.reason == "Twice" && second.data.reason == "Last")
          #expect(first.causationID == id.description && first.correlationID == id.description)
          #expect(try await platform.candidates(named: "Twice") == 1)
          try await platform.outboxEmpties()
        }
      }
    }

    @Test("two commands of one id from two sources are two commands, even in one batch: each has its own answer")
    func twins() async throws {
      try await Platform.with { platform in
        let id = MessageID.make()
        let known = RecordInterview(recommendationId: .make(), outcome: .qualified, candidateInformed: true)
        var unknown = known
        unknown.summary = "unknown"
        var twin = try platform.command(unknown, id: id, correlationID: "of the other source")
        twin.body = Data(String(decoding: twin.body, as: UTF8.self).replacing(#""/test""#, with: #""/other""#).utf8)
        // Sent before the service runs, so that they come in one batch.
        try await platform.send(try platform.command(known, id: id, correlationID: "of the first"), twin)
        try await platform.running { _ in
          let replies = try await platform.replies.next(2)
          let types = Dictionary(
            uniqueKeysWithValues: replies.map { ($0.properties.correlationID, $0.properties.type) })
          #expect(types["of the first"] == "coopt.reply.accepted.v1")
          #expect(types["of the other source"] == "coopt.reply.rejected.v1")
          #expect(try await platform.count("select count(*)::bigint from qualification.interviews") == 1)
        }
      }
    }

    @Test("where messages go one at a time, each sees in one batch what the one before it came to")
    func oneAtATime() async throws {
      let definition = ServiceDefinition(
        .qualification, migrations: ServiceDefinition.candidates.migrations, handlers: [.command(ThreeInterviews())]
      )
      try await Platform.with(definition) { platform in
        let commands = try (0..<12).map { number in
          try platform.command(
            RecordInterview(recommendationId: .make(), outcome: .qualified, candidateInformed: true),
            correlationID: "\(number)")
        }
        // Sent before the service runs, so that most of them come in one batch.
        try await platform.send(commands)
        try await platform.running { _ in
          let replies = try await platform.replies.next(12)
          #expect(replies.filter { $0.properties.type == "coopt.reply.accepted.v1" }.count == 3)
          #expect(try await platform.count("select count(*)::bigint from qualification.interviews") == 3)
        }
      }
    }

    @Test("a command is answered, and the same command again gets the same answer where it now asks for it")
    func command() async throws {
      try await Platform.with { platform in
        try await platform.running { _ in
          let id = MessageID.make()
          let interview = RecordInterview(recommendationId: .make(), outcome: .qualified, candidateInformed: true)
          try await platform.send(try platform.command(interview, id: id))
          let first = try await platform.replies.next()
          #expect(first.properties.type == "coopt.reply.accepted.v1")
          #expect(first.properties.correlationID == "c1")
          #expect(try first.event(RecordInterview.Result.self).causationID == id.description)
          try await platform.send(try platform.command(interview, id: id, correlationID: "c2"))
          let second = try await platform.replies.next()
          #expect(second.properties.correlationID == "c2")
          #expect(second.body == first.body)
          #expect(try await platform.count("select count(*)::bigint from qualification.interviews") == 1)
        }
      }
    }

    @Test(
      "a command under the id of one of another type is refused, in one batch with it or later; each answer stays its own",
      arguments: [true, false], [true, false])
    func idOfAnotherType(isOneBatch: Bool, isKnownFirst: Bool) async throws {
      try await Platform.with { platform in
        let known = try platform.command(
          RecordInterview(recommendationId: .make(), outcome: .qualified, candidateInformed: true), correlationID: "1")
        let unknown = other(known)
        var (first, second) = isKnownFirst ? (known, unknown) : (unknown, known)
        second.properties.correlationID = "2"
        if isOneBatch { try await platform.send(first, second) }
        try await platform.running { _ in
          if !isOneBatch { try await platform.send(first) }
          var replies = [try await platform.replies.next()]
          if !isOneBatch { try await platform.send(second) }
          replies.append(try await platform.replies.next())
          // Of one batch, what no handler sees is answered first.
          if isOneBatch { replies.sort { $0.properties.correlationID ?? "" < $1.properties.correlationID ?? "" } }
          let (answer, refusal) = (replies[0], replies[1])
          #expect(replies.map(\.properties.correlationID) == ["1", "2"])
          #expect(try refusal.event(Problem.self).data.code == .idAlreadyUsed)
          // What was refused took nobody's place.
          try await platform.send(first)
          #expect(try await platform.replies.next().body == answer.body)
          let handled = try await platform.count("select count(*)::bigint from qualification.interviews")
          #expect(handled == (isKnownFirst ? 1 : 0))
        }
      }
    }

    /// A command of another type under the id and from the source of this one.
    private func other(_ command: OutgoingMessage) -> OutgoingMessage {
      var other = command
      other.routingKey = "qualification.tell-me"
      other.properties.type = "coopt.qualification.tell-me.v1"
      let text = String(decoding: command.body, as: UTF8.self)
      other.body = Data(text.replacing("qualification.record-interview.v1", with: "qualification.tell-me.v1").utf8)
      return other
    }

    @Test("what has the id of a message of another type and nobody to answer is a dead letter, never taken for handled")
    func idOfAnotherTypeUnasked() async throws {
      try await Platform.with { platform in
        try await platform.running { _ in
          let id = MessageID.make()
          try await platform.send(try platform.candidate("First", id: id))
          #expect(try await platform.toldNames(1) == ["First"])
          let interview = RecordInterview(recommendationId: .make(), outcome: .qualified, candidateInformed: true)
          try await platform.send(try platform.command(interview, id: id, replyTo: nil))
          #expect(try await platform.deadLetters.next().reason == "id-already-used")
          let other = MessageID.make()
          try await platform.send(try platform.command(interview, id: other))
          #expect(try await platform.replies.next().properties.type == "coopt.reply.accepted.v1")
          try await platform.send(try platform.candidate("Second", id: other))
          #expect(try await platform.deadLetters.next().reason == "id-already-used")
          #expect(try await platform.candidates(named: "Second") == 0)
        }
      }
    }
  }
}

/// Takes an interview where the table has fewer than three.
private struct ThreeInterviews: CommandHandler {
  static let takesOneAtATime = true

  struct State: Sendable {
    var known: Int
    var rows: [RecommendationID] = []
  }

  func load(_ messages: [Incoming<RecordInterview>], in transaction: Transaction) async throws -> State {
    let rows = try await transaction.query("select count(*) from qualification.interviews")
    return State(known: try rows[0].decode(Int.self))
  }

  func decide(
    _ message: Incoming<RecordInterview>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> RecordInterview.Result {
    guard state.known < 3 else { throw Problem(.alreadyDecided) }
    state.rows.append(message.data.recommendationId)
    return RecordInterview.Result(candidacyId: .make())
  }

  func save(_ state: State) -> [Statement] {
    state.rows.isEmpty
      ? [] : ["insert into qualification.interviews (recommendation_id) select * from unnest(\(state.rows))"]
  }
}
