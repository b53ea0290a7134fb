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

@Suite("What messages reach")
struct ReachReadingTests {
  private let reading = ReachReading([.event(RecordCandidateOnly()), .event(RecordByDefault())])

  private func delivery(_ body: String, contentType: String? = "application/cloudevents+json") -> Delivery {
    Delivery(
      undelivered: OutgoingMessage(
        exchange: Exchange.events.rawValue, routingKey: CandidateRegistered.messageType.routingKey,
        properties: AMQPProperties(contentType: contentType), body: Data(body.utf8)))
  }

  private func delivery(_ event: CandidateRegistered, id: MessageID, correlationID: String?) throws -> Delivery {
    let type = CandidateRegistered.messageType
    let body = try MessageCoder().encode(
      CloudEvent(
        id: id, source: "/test", type: type.description, time: .now, subject: event.subject,
        dataSchema: type.dataSchema, correlationID: correlationID, data: event))
    return delivery(String(decoding: body, as: UTF8.self))
  }

  private func things(_ delivery: Delivery) throws -> Set<Int> {
    guard case .things(let things) = reading.reach(of: delivery) else { throw CancellationError() }
    return Set(things)
  }

  @Test("a message reaches its story, its subject, the things that its handler names, and nothing else")
  func events() throws {
    let one = CandidateRegistered.named("Name \"quoted\" \\ é")
    let story = MessageID.make()
    let first = try things(delivery(one, id: story, correlationID: nil))
    #expect(first.count == 3, "its id, its candidate, its recommendation")
    let next = try things(delivery(.named("Other"), id: .make(), correlationID: story.description))
    #expect(first.intersection(next).count == 1, "the story")
    var again = CandidateRegistered.named("Again")
    again.candidateId = one.candidateId
    #expect(first.intersection(try things(delivery(again, id: .make(), correlationID: nil))).count == 1)
    again = .named("Again")
    again.recommendationId = one.recommendationId
    #expect(first.intersection(try things(delivery(again, id: .make(), correlationID: nil))).count == 1)
    #expect(first.isDisjoint(with: try things(delivery(.named("Other"), id: .make(), correlationID: nil))))
  }

  @Test("where nobody can tell, or a handler says nothing, it may be anything")
  func unknown() throws {
    let bodies = [
      "", "null", "[]", "{", "{}}", #"{"id":"#, #"{"id":"a" "b":1}"#, #"{"id":"a\u0062"}"#, #"{"i\u0064":"a"}"#,
      #"{"id":"a","data":{"candidateId":"x\n"}}"#, #"{"id":"a","data":{"candidateId""#, #"{"id":"a"} x"#, #"{"id":"a\"#,
    ]
    for body in bodies { #expect(reading.reach(of: delivery(body)) == .lane, "\(body)") }
    #expect(reading.reach(of: delivery(#"{"id":"a"}"#, contentType: nil)) == .lane)
    let other = Delivery(
      undelivered: OutgoingMessage(
        exchange: Exchange.events.rawValue, routingKey: OfferClosed.messageType.routingKey,
        properties: AMQPProperties(contentType: "application/cloudevents+json"), body: Data(#"{"id":"a"}"#.utf8)))
    #expect(reading.reach(of: other) == .lane)
    #expect(!ReachReading([.event(RecordByDefault())]).mayPart)
  }

  @Test(
    "whatever else stands in a message, and however it is laid out, is passed over", arguments: 0..<50 as Range<UInt64>)
  func layout(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let plain = try things(delivery(#"{"id":"a","subject":"b","data":{"candidateId":"c"}}"#))
    func space() -> String {
      (0..<Int.random(in: 0..<3, using: &generator)).map { _ in [" ", "\n", "\t"].randomElement(using: &generator)! }
        .joined()
    }
    func item(_ depth: Int) -> String {
      switch Int.random(in: 0..<(depth > 3 ? 4 : 6), using: &generator) {
      case 0: "12.5e-3"
      case 1: #""x{[\"\\,:}]""#
      case 2: "null"
      case 3: #""candidateId""#
      case 4:
        "[\(space())" + (0..<2).map { _ in item(depth + 1) }.joined(separator: "\(space()),\(space())") + "\(space())]"
      default: #"{"id"\#(space()):\#(space())\#(item(depth + 1)),"data":{"candidateId":"z"}}"#
      }
    }
    func object(_ members: [(String, String)]) -> String {
      let others = (0..<Int.random(in: 0..<4, using: &generator)).map { ("other\($0)", item(0)) }
      let texts = (members + others).shuffled(using: &generator).map { name, value in
        "\(space())\"\(name)\"\(space()):\(space())\(value)\(space())"
      }
      return "{\(texts.joined(separator: ","))}"
    }
    let data = object([("candidateId", "\"c\""), ("recommendationId", "null")])
    let text = space() + object([("id", "\"a\""), ("subject", "\"b\""), ("data", data)]) + space()
    #expect(try things(delivery(text)) == plain, "\(text)")
  }
}

/// Says what it reaches.
private struct RecordCandidateOnly: EventHandler {
  static var reach: MessageReach { .story(and: ["candidateId", "recommendationId"]) }

  func load(_ messages: [Incoming<CandidateRegistered>], in transaction: Transaction) async throws -> Int { 0 }

  func decide(
    _ message: Incoming<CandidateRegistered>, on state: inout Int, emitting emission: inout Emission
  ) throws(Problem) {}

  func save(_ state: Int) -> [Statement] { [] }
}

/// Says nothing.
private struct RecordByDefault: EventHandler {
  func load(_ messages: [Incoming<OfferClosed>], in transaction: Transaction) async throws -> Int { 0 }

  func decide(
    _ message: Incoming<OfferClosed>, on state: inout Int, emitting emission: inout Emission
  ) throws(Problem) {}

  func save(_ state: Int) -> [Statement] { [] }
}
