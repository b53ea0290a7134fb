import AMQPClient
import Foundation
import MessageHandling
import Messages
import PostgreSQLClient
import ServiceRuntime
import ServiceSettings
import Testing
import Topology
import Vocabulary

extension ServiceRuntimeTests {
  /// What comes in at the door of a service, with the database alone: what is read, and what is a dead letter that says why.
  @Suite("The door")
  struct DoorTests {
    @Test("a day begins in the zone that the service's policy says when it is handled, in data and envelope")
    func days() async throws {
      try await with(zone: "select 'Pacific/Kiritimati' as time_zone") { door in
        let told = try await door.interview(#""interviewedAt": "2026-11-29""#, envelope: #""time": "2026-11-28","#)
        #expect(told == ["2026-11-28T10:00:00Z 2026-11-27T10:00:00Z"])
        // The first instant of a day whose midnight the clock left out.
        try await with(zone: "select 'Africa/Cairo' as time_zone") { other in
          let told = try await other.interview(#""interviewedAt": "2024-04-26""#)
          #expect(told == ["2024-04-25T22:00:00Z none"])
        }
        let binary = try await door.send(
          Data(#"{"recommendationId": "\#(UUID())", "outcome": "qualified", "candidateInformed": true}"#.utf8),
          AMQPProperties(
            contentType: "Application/JSON; charset=utf-8",
            headers: [
              "CE-specversion": "1.0", "cloudEvents:ID": 20418, "ce-source": "/test", "cloudEvents_time": "2026-11-29",
              "ce-type": "coopt.qualification.record-interview.v1",
            ]))
        #expect(binary == ["none 2026-11-28T10:00:00Z"])
      }
    }

    @Test("where a service has no zone, a day is refused with what to send")
    func noZone() async throws {
      try await with(zone: nil) { door in
        let told = try await door.interview(#""interviewedAt": "2026-11-29""#)
        #expect(told.count == 1 && told[0].hasPrefix("invalid-message interviewedAt: is not an RFC 3339 time"))
      }
    }

    @Test("a number and its digits as a text are one message")
    func numbers() async throws {
      try await with(zone: nil) { door in
        let first = try await door.interview(#""summary": "a""#, id: "17")
        let again = try await door.interview(#""summary": "a""#, id: #""17""#)
        #expect(first == ["none none"] && again.isEmpty)
        let other = try await door.interview(#""summary": "a""#, id: "17.0")
        #expect(other.count == 1 && other[0].hasPrefix("invalid-message id: is a number with a fraction"))
      }
    }

    @Test(
      "what says of its body what is not read is a dead letter that names the property",
      arguments: [
        ("application/cloudevents-batch+json", nil, "content_type"), ("application/xml", nil, "content_type"),
        ("application/json; charset=latin1", nil, "content_type"),
        ("application/cloudevents+json", "gzip", "content_encoding"),
        ("Application/CloudEvents+JSON ; charset=UTF-8", nil, nil), ("text/plain", "utf-8", nil), (nil, nil, nil),
      ] as [(String?, String?, String?)])
    func forms(contentType: String?, encoding: String?, field: String?) async throws {
      try await with(zone: nil) { door in
        let properties = AMQPProperties(contentType: contentType, contentEncoding: encoding)
        let told = try await door.interview(#""summary": "a""#, properties)
        if let field {
          #expect(told.count == 1 && told[0].hasPrefix("invalid-message \(field): is not "), "\(told)")
        } else {
          #expect(told == ["none none"])
        }
      }
    }

    private func with(zone: Statement?, _ body: (Door) async throws -> Void) async throws {
      let definition = ServiceDefinition(
        .qualification, migrations: [], handlers: [.command(TellTimes())],
        timeZone: zone.map { zone in PolicyTimeZone { _ in zone } })
      try await TestDatabase.with { database in
        _ = try await database.pool.withConnection { try await definition.migrate(on: $0) }
        let settings = Settings([
          "COOPT_DATABASE_URL": database.url, "COOPT_AMQP_URL": "amqp://nobody:unused@127.0.0.1/coopt",
        ])
        let service = try BrokerlessService(definition, settings: settings, logger: QuietLog.logger)
        try await body(Door(service: service))
        await service.close()
      }
    }
  }
}

/// A service that messages are put in front of.
private struct Door {
  let service: BrokerlessService

  /// Sends an interview with a field more; what is told of it.
  func interview(
    _ field: String, envelope: String = "", id: String = #""\#(UUID())""#,
    _ properties: AMQPProperties = AMQPProperties(contentType: "application/cloudevents+json")
  ) async throws -> [String] {
    let body = """
      {"specversion": "1.0", "id": \(id), "source": "/test", \(envelope) "type": "coopt.qualification.record-interview.v1",
       "data": {"recommendationId": "\(UUID())", "outcome": "qualified", "candidateInformed": true, \(field)}}
      """
    return try await send(Data(body.utf8), properties)
  }

  /// What was read of a message, or why it is a dead letter.
  func send(_ body: Data, _ properties: AMQPProperties) async throws -> [String] {
    let sent = OutgoingMessage(
      exchange: Exchange.commands.rawValue, routingKey: "qualification.record-interview", properties: properties,
      body: body)
    return try await service.handle([sent], of: "qualification.commands").compactMap { owed in
      let headers = owed.properties.headers
      if owed.exchange == Exchange.deadLetters.rawValue {
        return "\(headers["x-coopt-reason"]?.string ?? "?") \(headers["x-coopt-detail"]?.string ?? "?")"
      }
      guard owed.properties.type == CandidateQualified.messageType.description else { return nil }
      return try MessageCoder().decode(CloudEvent<CandidateQualified>.self, from: owed.body).data.reason
    }
  }
}

/// Tells which times an interview was read with.
private struct TellTimes: CommandHandler {
  func load(_ messages: [Incoming<RecordInterview>], in transaction: Transaction) async throws {}

  func decide(
    _ message: Incoming<RecordInterview>, on state: inout Void, emitting emission: inout Emission
  ) throws(Problem) -> RecordInterview.Result {
    let times = [message.data.interviewedAt, message.event.time].map { $0?.description ?? "none" }
    emission.publish(
      CandidateQualified(
        recommendationId: message.data.recommendationId, memberId: .make(), offerId: .make(),
        reason: times.joined(separator: " ")))
    return RecordInterview.Result(candidacyId: .make())
  }

  func save(_ state: Void) -> [Statement] { [] }
}
