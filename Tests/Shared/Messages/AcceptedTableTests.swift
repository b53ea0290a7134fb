import Foundation
import Messages
import Testing
import Vocabulary

/// The table of what is accepted and what is refused, as the contract's document shows it: each line is tried.
@Suite("The table of what is accepted")
struct AcceptedTableTests {
  /// A line of `Shared/ContractDocument/Guide/accepted.json`.
  struct Row: Decodable, Sendable, CustomTestStringConvertible {
    let `where`: String
    let sent: String
    let result: String
    let readAs: String?
    let answer: String?
    let why: String

    var testDescription: String { "\(self.where): \(sent)" }
  }

  static let rows: [Row] = {
    let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    let file = URL(fileURLWithPath: root + "/Shared/ContractDocument/Guide/accepted.json")
    return (try? JSONDecoder().decode([Row].self, from: Data(contentsOf: file))) ?? []
  }()

  /// What the broker and the runtime answer is tried on them.
  private static let elsewhere: Set = ["AMQP property: `reply_to`", "the broker: what a login declares"]

  @Test("each line says how it ends and why, and no two say the same")
  func lines() {
    #expect(Self.rows.count > 100)
    #expect(Set(Self.rows.map(\.testDescription)).count == Self.rows.count)
    for row in Self.rows {
      #expect(row.result == "accepted" ? row.readAs != nil && row.answer == nil : row.result == "refused")
      #expect((row.result == "refused") == (row.answer != nil))
      #expect(row.why.hasSuffix(".") && row.why.count > 8, "\(row.testDescription)")
    }
  }

  @Test("what a line says is so", arguments: rows.filter { !elsewhere.contains($0.where) })
  func isSo(row: Row) throws {
    let (field, read) = try #require(try tried(row), "nobody tries lines about \(row.where)")
    switch read {
    case .read(let text):
      #expect(row.result == "accepted" && text == row.readAs)
    case .refused(.undecodable):
      #expect(row.result == "refused" && MessageDefect.undecodable.problem.detail == row.answer)
    case .refused(.invalid(let errors, _)):
      #expect(errors == [FieldError(field: field, message: row.answer ?? "")])
    }
  }

  /// What became of a message.
  private enum Outcome {
    case read(String)
    case refused(MessageDefect)
  }

  /// Tries what a line says; the field that a refusal names, and what becomes of it.
  private func tried(_ row: Row) throws -> (field: String, Outcome)? {
    let raw = row.sent
    switch row.where {
    case let place where place.hasPrefix("data: a time"):
      return ("hiredAt", try hire(raw, at: "hiredAt") { $0.data.hiredAt })
    case "envelope: `time`": return ("time", try hire(raw, envelope: "time") { $0.time })
    case "envelope: `id`": return ("id", try hire(raw, envelope: "id") { $0.envelopeID })
    case "envelope: `correlationid`, `causationid`, `subject`":
      return ("correlationid", try hire(raw, envelope: "correlationid") { $0.correlationID })
    case "envelope: `specversion`": return ("specversion", try hire(raw, envelope: "specversion") { _ in "1.0" })
    case "envelope: `actor`": return ("actor", try hire(raw, envelope: "actor") { $0.actor })
    case "envelope: `datacontenttype`":
      return ("datacontenttype", try hire(raw, envelope: "datacontenttype") { _ in "JSON" })
    case "envelope: `data_base64`": return ("data_base64", try encoded(raw))
    case let place where place.hasPrefix("data: what another system"):
      return ("applicationId", try hire(raw, at: "applicationId") { $0.data.applicationId })
    case "data: `sourceSystem`": return ("sourceSystem", try hire(raw, at: "sourceSystem") { $0.data.sourceSystem })
    case "data: `candidate.emails`":
      return (
        "candidate.emails",
        try hire(raw, at: "candidate", "emails") {
          $0.data.candidate.emails?.map(\.rawValue).joined(separator: ", ")
        }
      )
    case "data: `candidate.phone`":
      return ("candidate.phone", try hire(raw, at: "candidate", "phone") { $0.data.candidate.phone })
    case let place where place.hasPrefix("data: an id of the platform"):
      return ("offerId", try hire(raw, at: "offerId") { $0.data.offerId })
    case let place where place.hasPrefix("data: an amount"):
      return ("year", try changed(GetStatement.self, raw, at: "year") { $0.data.year })
    case "data: true or false":
      return (
        "candidateInformed",
        try changed(RecordInterview.self, raw, at: "candidateInformed") { $0.data.candidateInformed }
      )
    case let place where place.hasPrefix("data: a name"):
      return ("firstName", try changed(Join.self, raw, at: "firstName") { $0.data.firstName })
    case "data: a key that is not in the contract": return ("later", try hire(raw, at: "later") { _ in "nothing" })
    case "the body": return ("hiredAt", try body(raw))
    case "AMQP property: `content_type`": return ("content_type", contentType(raw))
    case "AMQP property: `content_encoding`":
      return (
        "content_encoding", property(MediaType.defect(ofEncoding: raw == "(none)" ? nil : raw), "the body as it is")
      )
    case "binary mode: a header": return try header(raw)
    default: return nil
    }
  }

  // MARK: In JSON

  private static let days = [CalendarDay("2026-11-29")!: Timestamp("2026-11-29T00:00:00+01:00")!]

  private func hire(
    _ raw: String, at keys: String..., reading: (CloudEvent<HireReported>) -> Any?
  ) throws -> Outcome {
    var mutation = try Mutation("integration.hire-reported.v1")
    mutation.put(raw: raw, at: Leaf(steps: keys.map { .key($0) }, value: .null))
    return read(try mutation.body(), reading)
  }

  private func hire(
    _ raw: String, envelope attribute: String, reading: (CloudEvent<HireReported>) -> Any?
  ) throws -> Outcome {
    var mutation = try Mutation("integration.hire-reported.v1")
    mutation.put("the mark", envelope: attribute)
    let text = String(decoding: try mutation.body(), as: UTF8.self)
    return read(Data(text.replacing(#""the mark""#, with: raw).utf8), reading)
  }

  private func changed<Payload: MessagePayload>(
    _ payload: Payload.Type, _ raw: String, at key: String, reading: (CloudEvent<Payload>) -> Any?
  ) throws -> Outcome {
    var mutation = try Mutation(Fixture.name(of: Payload.messageType))
    mutation.put(raw: raw, at: Leaf(steps: [.key(key)], value: .null))
    return read(try mutation.body(), reading)
  }

  private func read<Payload: MessagePayload>(
    _ body: Data, _ reading: (CloudEvent<Payload>) -> Any?
  ) -> Outcome {
    do throws(MessageDefect) {
      let message = try MessageCoder().decode(CloudEvent<Payload>.self, from: body, days: StatedDays(Self.days))
      return .read(reading(message).map { "\($0)" } ?? "nothing")
    } catch {
      return .refused(error)
    }
  }

  private func encoded(_ sent: String) throws -> Outcome {
    let plain = try Fixture.body("integration.hire-reported.v1")
    var envelope = try JSONDecoder().decode(JSONObject.self, from: plain)
    let data = Data(try JSONBytes.encode(envelope["data"])).base64EncodedString()
    switch sent {
    case "data as base64": (envelope["data"], envelope["data_base64"]) = (nil, .string(data))
    case "data as base64, beside data": envelope["data_base64"] = .string(data)
    default: (envelope["data"], envelope["data_base64"]) = (nil, JSONValue(json: Data(sent.utf8)))
    }
    let expected = try MessageCoder().decode(CloudEvent<HireReported>.self, from: plain)
    return read(Data(try JSONBytes.encode(envelope))) { (message: CloudEvent<HireReported>) in
      message == expected ? "data" : "something else"
    }
  }

  private func body(_ sent: String) throws -> Outcome {
    let plain = try Fixture.body("integration.hire-reported.v1")
    let text = String(decoding: plain, as: UTF8.self)
    let hiredAt = #""hiredAt": "2026-11-20T15:30:00Z""#
    let body: Data? =
      switch sent {
      case "UTF-8": plain
      case "UTF-8 after a byte order mark": Data([0xEF, 0xBB, 0xBF]) + plain
      case "blanks and line ends around it": Data((" \r\n" + text + "\n\n").utf8)
      case "a key twice, with the same value": Data(text.replacing(hiredAt, with: hiredAt + ", " + hiredAt).utf8)
      case "a key twice, with different values":
        Data(text.replacing(hiredAt, with: hiredAt + #", "hiredAt": "2026-11-21T15:30:00Z""#).utf8)
      case "UTF-16": text.data(using: .utf16)
      case "ISO 8859-1 beyond ASCII": text.replacing("ignored", with: "ignoré").data(using: .isoLatin1)
      case "a JSON list of envelopes": Data(("[" + text + "]").utf8)
      case "JSON with a comma too many": Data(text.replacing(hiredAt + ",", with: hiredAt + ",,").utf8)
      default: nil
      }
    let expected = try MessageCoder().decode(CloudEvent<HireReported>.self, from: plain)
    return read(try #require(body)) { (message: CloudEvent<HireReported>) in
      message == expected ? "the message" : "something else"
    }
  }

  // MARK: Beside the body

  private func property(_ defect: String?, _ read: String) -> Outcome {
    guard let defect else { return .read(read) }
    return .refused(
      .invalid([FieldError(field: "content_\(read.hasPrefix("the body") ? "encoding" : "type")", message: defect)]))
  }

  private func contentType(_ sent: String) -> Outcome {
    let type = sent == "(none)" ? nil : sent
    let isStructured = type.flatMap { MediaType($0) }?.isCloudEvent == true
    return property(
      MediaType.defect(ofMessage: type),
      isStructured ? "structured mode" : "binary mode where headers hold attributes, else structured mode")
  }

  /// `name: kind value`, several with commas between.
  private func header(_ sent: String) throws -> (field: String, Outcome) {
    var headers: [String: BinaryMode.HeaderValue] = [
      "ce-specversion": .text("1.0"), "ce-id": .text("1"), "ce-source": .text("/ats"),
      "ce-type": .text("coopt.members.get-charter.v1"),
    ]
    var names: [String] = []
    for header in sent.split(separator: ", ") {
      let colon = try #require(header.range(of: ": "))
      let key = String(header[..<colon.lowerBound])
      let words = header[colon.upperBound...].split(separator: " ", maxSplits: 1).map(String.init)
      let name = try #require(key.lowercased().split { "-:_".contains($0) }.last.map(String.init))
      if names.isEmpty { headers["ce-\(name)"] = nil }
      names.append(name)
      headers[key] =
        switch words[0] {
        case "text": .text(words[1])
        case "long": .integer(try #require(Int64(words[1])))
        case "timestamp": .seconds(try #require(UInt64(words[1])))
        default: .other
        }
    }
    let attributes = BinaryMode.attributes(of: headers)
    let name = names[0]
    do throws(MessageDefect) {
      let message = try MessageCoder().decode(
        CloudEvent<GetCharter>.self, attributes: attributes, body: Data(), days: StatedDays(Self.days))
      let read: String? =
        switch name {
        case "id": message.envelopeID.description
        case "time": message.time?.description
        case "correlationid": message.correlationID
        default: nil
        }
      return (name, .read("\(name) = \(read ?? "nothing")"))
    } catch {
      return (name, .refused(error))
    }
  }
}
