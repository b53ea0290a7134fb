import Foundation
import Messages
import TestStack
import Testing
import Vocabulary

@Suite("Limits of the envelope")
struct EnvelopeTests {
  private let coder = MessageCoder()
  private let fixture = "members.leave.v1"

  private func fields(_ attribute: String, _ value: JSONValue) throws -> [String]? {
    var mutation = try Mutation(fixture)
    mutation.put(value, envelope: attribute)
    return try Reading.fields(fixture, try mutation.body())
  }

  @Test("ids of a story are any text of 1 to 128 characters", arguments: ["correlationid", "causationid"])
  func ids(attribute: String) throws {
    for text in ["a", "Ω ü 7", String(repeating: "é", count: 128)] {
      #expect(try fields(attribute, .string(text)) == nil)
    }
    for text in ["", String(repeating: "a", count: 129), "a\nb", "a\0", "\u{202E}a", "\u{200B}"] {
      #expect(try fields(attribute, .string(text)) == [attribute], "\(text.debugDescription)")
    }
  }

  @Test("a source is no wider than an index row holds")
  func source() throws {
    #expect(try fields("source", .string(String(repeating: "a", count: 512))) == nil)
    for text in [String(repeating: "a", count: 513), String(repeating: "é", count: 257), "", "/ats\0"] {
      #expect(try fields("source", .string(text)) == ["source"])
    }
  }

  @Test("no attribute holds NUL or control characters", arguments: ["source", "type", "subject", "dataschema", "time"])
  func control(attribute: String) throws {
    for text in ["a\0b", "a\u{1B}b", "a\u{202E}b"] { #expect(try fields(attribute, .string(text)) == [attribute]) }
  }

  @Test("a time out of the years 1 to 9999 is refused")
  func time() throws {
    #expect(try fields("time", "9999-12-31T23:59:59-05:00") == ["time"])
  }

  @Test("a malformed traceparent is ignored")
  func traceParent() throws {
    for value: JSONValue in [
      "", "a\0", 7, .null, .object([:]), .string(String(repeating: "a", count: 3000)), "\u{202E}",
    ] {
      var mutation = try Mutation(fixture)
      mutation.put(value, envelope: "traceparent")
      let message = try coder.decode(CloudEvent<Leave>.self, from: try mutation.body())
      #expect(message.traceParent == nil)
    }
  }

  @Test("what other systems say of a trace is kept with its traceparent, in either mode, and never refuses a message")
  func traceState() throws {
    let said: [(JSONValue, String?)] = [("vendor=1", "vendor=1"), (7, nil), ("a\0", nil), (.null, nil)]
    for (value, kept) in said {
      var mutation = try Mutation(fixture)
      mutation.put(value, envelope: "tracestate")
      #expect(try coder.decode(CloudEvent<Leave>.self, from: try mutation.body()).traceState == kept)
      mutation.put("", envelope: "traceparent")
      #expect(try coder.decode(CloudEvent<Leave>.self, from: try mutation.body()).traceState == nil)
    }
  }

  @Test("what is read of a message that is refused keeps the limits, so that what is made from it does")
  func header() throws {
    var mutation = try Mutation(fixture)
    mutation.put(.string(String(repeating: "c", count: 3000)), envelope: "correlationid")
    mutation.put("\0", envelope: "subject")
    mutation.put(.string(String(repeating: "s", count: 513)), envelope: "source")
    mutation.put("17", envelope: "id")
    let header = try coder.header(from: try mutation.body())
    #expect(header.correlationID == nil)
    #expect(header.subject == nil)
    #expect(header.source == nil)
    #expect(header.id == "17")
    #expect(header.causationID != nil)
    let attributes = EnvelopeHeader(attributes: ["correlationid": String(repeating: "c", count: 129), "source": "/ats"])
    #expect(attributes.correlationID == nil)
    #expect(attributes.source == "/ats")
  }

  @Test("headers that disagree on an attribute are refused, whichever is read first", arguments: 1...20)
  func disagreement(seed: Int) throws {
    var randomness = SeededGenerator(seed: UInt64(seed))
    let names = [
      "specversion", "id", "source", "type", "time", "subject", "dataschema", "correlationid", "causationid",
    ]
    let prefixes = ["ce-", "cloudEvents:", "cloudEvents_", "ce-"]
    let envelope = try JSONDecoder().decode(JSONObject.self, from: Fixture.body(fixture))
    var headers: [(String, String)] = []
    for name in names {
      guard case .string(let value)? = envelope[name] else { continue }
      headers.append((prefixes.randomElement(using: &randomness)! + name, value))
      // The same once more is no disagreement.
      headers.append((prefixes.randomElement(using: &randomness)! + name, value))
    }
    let name = names.filter { envelope[$0] != nil }.randomElement(using: &randomness)!
    let prefix = ["ce-", "cloudEvents:", "cloudEvents_"].first { prefix in !headers.contains { $0.0 == prefix + name }
    }!
    let agreed = BinaryMode.attributes(of: Dictionary(headers) { first, _ in first })
    #expect(agreed[name] != nil)
    headers.append((prefix + name, "other"))
    let attributes = BinaryMode.attributes(of: Dictionary(headers.shuffled(using: &randomness)) { first, _ in first })
    #expect(attributes[name] == nil)
    do throws(MessageDefect) {
      let body = try coder.binaryBody(Leave(memberId: .make()))
      _ = try coder.decode(CloudEvent<Leave>.self, attributes: attributes, body: body)
      Issue.record("\(name) is taken")
    } catch {
      #expect(error == .invalid([FieldError(field: name, message: "is given by headers that disagree")]))
    }
  }
}

extension MessageCoder {
  fileprivate func binaryBody(_ payload: some MessagePayload) throws(MessageDefect) -> Data {
    do { return try encode(payload: payload) } catch { throw .undecodable }
  }
}
