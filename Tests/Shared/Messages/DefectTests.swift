import Foundation
import Messages
import Testing
import Vocabulary

@Suite("Messages that break their schema")
struct DefectTests {
  private let coder = MessageCoder()

  /// What decoding a fixture with changed `data` finds.
  private func defect<Payload: MessagePayload>(
    _ type: Payload.Type, _ change: (inout JSONObject) -> Void
  ) throws -> [FieldError] {
    let body = try Fixture.body(Fixture.name(of: type.messageType), changing: change)
    guard case .invalid(let errors, _)? = failure(type, body) else { return [] }
    return errors
  }

  private func failure<Payload: MessagePayload>(_ type: Payload.Type, _ body: Data) -> MessageDefect? {
    do throws(MessageDefect) {
      _ = try coder.decode(CloudEvent<Payload>.self, from: body)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "a body that is no JSON object is undecodable, not invalid",
    arguments: ["", "{", "nonsense", "[]", "\"text\"", "17", "{\"id\": }"])
  func undecodable(text: String) {
    #expect(failure(Join.self, Data(text.utf8)) == .undecodable)
    #expect(MessageDefect.undecodable.reason == .undecodable)
    #expect(MessageDefect.undecodable.problem.code == .invalidMessage)
  }

  @Test("a missing, null or mistyped field is named by its path inside data")
  func decodingPaths() throws {
    #expect(try defect(Join.self) { $0["lastName"] = nil } == [FieldError(field: "lastName", message: "is missing")])
    #expect(try defect(Join.self) { $0["lastName"] = .null }.map(\.field) == ["lastName"])
    #expect(
      try defect(Join.self) { $0["lastName"] = 7 } == [FieldError(field: "lastName", message: "is not a string")])
    #expect(
      try defect(Join.self) { $0["zones"] = .array(["FR", "FR-XX"]) }
        == [FieldError(field: "zones[1]", message: "is not an ISO 3166 country or subdivision code")])
    #expect(
      try defect(Join.self) { $0["sectors"] = "J" } == [FieldError(field: "sectors", message: "is not a list")])
    #expect(try defect(GetStatement.self) { $0["year"] = "x" }.first?.message == "is not an integer")
    let fraction = FieldError(field: "year", message: "is not an integer of 64 bits")
    #expect(try defect(GetStatement.self) { $0["year"] = .number(1.5) } == [fraction])
    #expect(
      try defect(RecordInterview.self) { $0["candidateInformed"] = "yes" }.first?.message == "is not true or false")
    #expect(try defect(RecommendCandidate.self) { $0["candidate"] = "x" }.first?.message == "is not an object")
  }

  @Test("what is found never holds the value, which may be personal data")
  func noValues() throws {
    let errors = try defect(RecommendCandidate.self) { data in
      guard case .object(var candidate) = data["candidate"] else { return }
      candidate["email"] = "camille at example.com"
      data["candidate"] = .object(candidate)
    }
    #expect(errors == [FieldError(field: "candidate.email", message: "is not an e-mail address")])
    let outcome = try defect(RecordInterview.self) { $0["outcome"] = "camille" }
    #expect(outcome == [FieldError(field: "outcome", message: "is not one of qualified, rejected")])
  }

  @Test("attributes of the envelope are named by their own names")
  func attributes() throws {
    for (attribute, value) in [("id", ""), ("specversion", "0.3"), ("time", "yesterday"), ("source", "")] {
      var envelope = try JSONDecoder().decode(JSONObject.self, from: Fixture.body("members.leave.v1"))
      envelope[attribute] = .string(value)
      guard case .invalid(let errors, _)? = failure(Leave.self, try JSONEncoder().encode(envelope)) else {
        Issue.record("\(attribute) is taken")
        continue
      }
      #expect(errors.map(\.field) == [attribute])
    }
  }

  @Test("an envelope's header is readable when its data are not")
  func header() throws {
    let body = Data(#"{"id": "17", "type": "coopt.members.join.v1", "source": 4, "data": "nonsense"}"#.utf8)
    let header = try coder.header(from: body)
    #expect(header.id == "17")
    #expect(header.type == "coopt.members.join.v1")
    #expect(header.source == nil)
    #expect(throws: MessageDefect.undecodable) { try coder.header(from: Data("[1]".utf8)) }
  }

  @Test("binary mode gives the same message as structured mode, whatever the headers' prefix")
  func binaryMode() throws {
    let body = try Fixture.body("integration.hire-reported.v1")
    let structured = try coder.decode(CloudEvent<HireReported>.self, from: body)
    let envelope = try JSONDecoder().decode(JSONObject.self, from: body)
    for prefix in ["ce-", "cloudEvents:", "cloudEvents_"] {
      let headers = envelope.reduce(into: ["x-other": "1"]) { headers, attribute in
        if case .string(let value) = attribute.value { headers[prefix + attribute.key] = value }
      }
      let message = try coder.decode(
        CloudEvent<HireReported>.self, attributes: BinaryMode.attributes(of: headers),
        body: coder.encode(payload: structured.data))
      #expect(message == structured)
      #expect(EnvelopeHeader(attributes: BinaryMode.attributes(of: headers)).id == structured.id.description)
    }
  }

  @Test("binary mode names the attributes that are wrong")
  func binaryModeDefects() throws {
    #expect(
      throws: MessageDefect.invalid([
        FieldError(field: "source", message: "is missing"),
        FieldError(field: "id", message: "is longer than 128 characters"),
      ])
    ) {
      try coder.decode(
        CloudEvent<GetCharter>.self,
        attributes: [
          "specversion": "1.0", "id": String(repeating: "7", count: 129), "type": "coopt.members.get-charter.v1",
        ],
        body: Data())
    }
  }

  @Test("a message without fields may leave data out")
  func withoutData() throws {
    var envelope = try JSONDecoder().decode(JSONObject.self, from: Fixture.body("rewards.get-policy.v1"))
    envelope["data"] = nil
    let message = try coder.decode(CloudEvent<GetRewardsPolicy>.self, from: JSONEncoder().encode(envelope))
    #expect(message.data == GetRewardsPolicy())
  }

  @Test("numbers beyond what a machine integer holds are refused, not a crash")
  func hugeNumbers() throws {
    let text = try String(decoding: Fixture.body("rewards.get-statement.v1"), as: UTF8.self)
    let huge = text.replacing("\"year\": 2026", with: "\"year\": 1e400")
    #expect(failure(GetStatement.self, Data(huge.utf8)) != nil)
  }
}
