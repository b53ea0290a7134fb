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
  @Suite("Reports of other systems")
  struct ReportTests {
    private func report(
      _ applicationID: String, replyTo: String? = nil, on platform: Platform
    ) throws -> OutgoingMessage {
      var message = try platform.command(
        HireReported(
          applicationId: applicationID, sourceSystem: "ats", offerId: .make(),
          candidate: HiredCandidate(email: EmailAddress("ada@example.org")), hiredAt: .now),
        replyTo: replyTo)
      message.exchange = Exchange.integration.rawValue
      message.routingKey = HireReported.routingKey
      return message
    }

    @Test("a report is answered where it asks for it, accepted or refused; refused unasked it is a dead letter")
    func answered() async throws {
      try await Platform.with(.hires) { platform in
        try await platform.running { _ in
          try await platform.send(try report("1", replyTo: Platform.replyQueue, on: platform))
          let accepted = try await platform.replies.next()
          #expect(try accepted.event(HireReportResult.self).data.outcome == .attributed)
          try await platform.send(try report("refused", replyTo: Platform.replyQueue, on: platform))
          #expect(try await platform.replies.next().event(Problem.self).data.code == .offerNotFound)
          try await platform.send(try report("2", on: platform), try report("refused", on: platform))
          let letter = try await platform.deadLetters.next()
          #expect(letter.reason == "offer-not-found")
          #expect(letter.properties.headers["x-coopt-queue"] == "recommendations.integration")
        }
      }
    }

    @Test("A2: a system outside decides nothing by hand: whom it names as its actor is nobody here")
    func actor() async throws {
      try await Platform.with(.hires) { platform in
        try await platform.running { _ in
          let message = try report("1", replyTo: Platform.replyQueue, on: platform).naming("ada")
          try await platform.send(message)
          let reply = try await platform.replies.next().event(HireReportResult.self)
          #expect(reply.data.outcome == .attributed && reply.actor == nil)
        }
      }
    }

    @Test("a report that breaks its schema is answered with its fields, or a dead letter")
    func invalid() async throws {
      try await Platform.with(.hires) { platform in
        try await platform.running { _ in
          for replyTo in [Platform.replyQueue, nil] {
            var message = try report("1", replyTo: replyTo, on: platform)
            message.body = Data(
              String(decoding: message.body, as: UTF8.self).replacing("\"sourceSystem\":\"ats\",", with: "").utf8)
            message.body = Data(
              String(decoding: message.body, as: UTF8.self).replacing(",\"sourceSystem\":\"ats\"", with: "").utf8)
            try await platform.send(message)
          }
          let problem = try await platform.replies.next().event(Problem.self).data
          #expect(problem.errors?.map(\.field) == ["sourceSystem"])
          #expect(try await platform.deadLetters.next().reason == "invalid-message")
        }
      }
    }
  }
}

extension ServiceDefinition {
  /// A service that takes reports and owns no table.
  fileprivate static let hires = ServiceDefinition(
    .recommendations, migrations: [], handlers: [.report(AcceptHire())])
}

private struct AcceptHire: CommandHandler {
  func load(_ messages: [Incoming<HireReported>], in transaction: Transaction) async throws {}

  func decide(
    _ message: Incoming<HireReported>, on state: inout Void, emitting emission: inout Emission
  ) throws(Problem) -> HireReportResult {
    guard message.data.applicationId != "refused" else { throw Problem(.offerNotFound) }
    return HireReportResult(hireId: .make(), outcome: .attributed)
  }

  func save(_ state: Void) -> [Statement] { [] }
}
