import AMQPClient
import Foundation
import Messages
import PostgreSQLClient
import Testing
import Topology
import Vocabulary

extension Platform {
  /// Publishes messages and waits for their confirms.
  func send(_ messages: OutgoingMessage...) async throws {
    try await send(messages)
  }

  /// Publishes messages and waits for their confirms.
  func send(_ messages: [OutgoingMessage]) async throws {
    let outcomes = try await publisher.publish(messages)
    #expect(outcomes.allSatisfy { $0 == .confirmed })
  }

  /// A candidate of a name, on its way.
  func candidate(_ name: String, id: MessageID = .make()) throws -> OutgoingMessage {
    try event(CandidateRegistered.named(name), id: id)
  }

  /// An event of another service, on its way.
  func event<Event: EventPayload>(_ event: Event, id: MessageID = .make()) throws -> OutgoingMessage {
    let type = Event.messageType
    return OutgoingMessage(
      exchange: Exchange.events.rawValue, routingKey: type.routingKey,
      properties: AMQPProperties(
        contentType: "application/cloudevents+json", messageID: id.description, type: type.description),
      body: try body(event, id: id, type: type))
  }

  /// A command, on its way.
  func command<Command: CommandPayload>(
    _ command: Command, id: MessageID = .make(), replyTo: String? = Platform.replyQueue, correlationID: String? = "c1"
  ) throws -> OutgoingMessage {
    let type = Command.messageType
    return OutgoingMessage(
      exchange: Exchange.commands.rawValue, routingKey: type.routingKey,
      properties: AMQPProperties(
        contentType: "application/cloudevents+json", correlationID: correlationID, replyTo: replyTo,
        messageID: id.description, type: type.description),
      body: try body(command, id: id, type: type))
  }

  private func body(_ payload: some MessagePayload, id: MessageID, type: MessageType) throws -> Data {
    try MessageCoder().encode(
      CloudEvent(
        id: id, source: "/test", type: type.description, time: .now, dataSchema: type.dataSchema,
        correlationID: id.description, data: payload))
  }

  /// The names of the next candidates that the service tells of.
  func toldNames(_ count: Int) async throws -> [String] {
    var names: [String] = []
    while names.count < count { names.append(try await events.next(of: CandidateQualified.self).data.reason ?? "") }
    return names
  }

  /// The number of rows that a query over the service's tables counts.
  func count(_ statement: Statement) async throws -> Int {
    try await pool.query(statement)[0].decode(Int.self)
  }

  /// Candidates written, by name.
  func candidates(named name: String) async throws -> Int {
    try await count("select count(*)::bigint from qualification.candidates where name = \(name)")
  }

  /// Waits until a query counts no rows, or some; the database waits between looks, not the test.
  func wait(untilNone isNone: Bool = true, _ statement: Statement) async throws {
    while try await (count(statement) == 0) != isNone {
      try Task.checkCancellation()
      try await pool.query("select pg_sleep(0.01)")
    }
  }

  /// Waits until nothing is owed to the broker.
  func outboxEmpties() async throws {
    try await wait("select count(*)::bigint from qualification.outbox")
  }
}
