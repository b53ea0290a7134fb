import CooptCommandLine
import Foundation
import Messages
import TestStack
import Testing
import Vocabulary

/// A webhook as the service shows it, without the service.
struct WebhookSample {
  static let id = MessageID.make().description
  static let secret = "ada.nunez@example.org"

  var state = "reported"
  var body: String? =
    #"{"action":"hire_candidate","payload":{"application":{"id":7,"candidate":{"email_addresses":[{"#
    + #""value":"\#(secret)"}],"first_name":"Ada"}}},"ada@x":1}"#
  var base64: String?
  var clock = "event"

  var shown: GetDelivery.Result {
    get throws {
      let delivery = try JSONDecoder().decode(
        ListedDelivery.self,
        from: Data(
          #"""
          {"deliveryId":"\#(Self.id)","source":"greenhouse","state":"\#(state)","event":"hire_candidate",
           "applicationId":"7","jobs":["4711","R-1"],"receivedAt":"2026-11-24T10:00:00Z","receipts":2,"messageIds":[]}
          """#.utf8))
      let clock = try #require(HookClock(rawValue: clock))
      let report = HookReport(
        messageId: "m", routingKey: "hire.reported",
        data: [
          "applicationId": "7", "candidate": .object(["email": .string(Self.secret)]), "asOf": "2026-11-24T09:00:00Z",
        ], clock: clock, publishedAt: Timestamp("2026-11-24T10:00:01Z"))
      return GetDelivery.Result(
        delivery: delivery,
        headers: ["content-type": "application/json", "link": "<https://x/\(Self.secret)>", "x-empty": ""], body: body,
        bodyBase64: base64, bodySHA256: "00ff", reports: [report])
    }
  }
}

@Suite("Webhooks, as people read them")
struct WebhookViewTests {
  @Test("what people are named in is masked: fields of the body, of the report, and headers that may hold anything")
  func masked() throws {
    let view = DeliveryView(try WebhookSample().shown)
    let (text, json) = (view.lines.joined(separator: "\n"), try JSONLine.text(view))
    for shown in [text, json] { #expect(!shown.contains(WebhookSample.secret) && !shown.contains("Ada")) }
    #expect(view.fields["payload.application.candidate.email_addresses[0].value"] == "text")
    #expect(view.fields["payload.application.id"] == "number" && view.fields["?"] == "number")
    #expect(view.headers == ["content-type": "application/json", "link": "text", "x-empty": "empty text"])
    #expect(view.reports.map(\.data["candidate.email"]) == ["text"] && view.reports[0].data["applicationId"] == "7")
    #expect(view.lines.first == "webhook              \(WebhookSample.id)")
    #expect(text.contains("2026-11-24T10:00:00Z, 2 times") && text.contains("4711, R-1"))
  }

  @Test("revealed it is what the vendor sent, with a field a line, and what was reported")
  func revealed() throws {
    let sample = WebhookSample()
    let view = DeliveryView(try sample.shown, isRevealed: true)
    #expect(view.body == sample.body && view.fields.isEmpty)
    #expect(view.headers["link"] == "<https://x/\(WebhookSample.secret)>")
    #expect(view.reports[0].data["candidate.email"] == WebhookSample.secret)
    #expect(view.lines.contains(#"            "value": "\#(WebhookSample.secret)""#))
  }

  @Test("a body that is no JSON, no text or forgotten is said to be", arguments: [false, true])
  func otherBodies(isRevealed: Bool) throws {
    func shown(_ body: String?, _ base64: String? = nil) throws -> DeliveryView {
      var sample = WebhookSample()
      (sample.body, sample.base64) = (body, base64)
      return DeliveryView(try sample.shown, isRevealed: isRevealed)
    }
    let (text, bytes, none) = (try shown("Ada\u{1B}[31m"), try shown(nil, "QWRh/w=="), try shown(nil))
    if isRevealed {
      #expect(text.lines.last == "Ada [31m" && bytes.body == "QWRh/w==")
      #expect(none.body?.hasPrefix("forgotten") == true)
    } else {
      #expect(text.fields == ["": "no JSON, 8 bytes"] && bytes.fields == ["": "no text, 8 characters of base64"])
      #expect(none.fields[""]?.hasPrefix("forgotten") == true)
    }
  }

  @Test("whose clock it is, is said in words (H1)", arguments: HookClock.allCases)
  func clock(_ clock: HookClock) throws {
    var sample = WebhookSample()
    sample.clock = clock.rawValue
    #expect(DeliveryView(try sample.shown).reports[0].asOf == "2026-11-24T09:00:00Z, by \(clock.words)")
    #expect(Set(HookClock.allCases.map(\.words)).count == HookClock.allCases.count)
  }

  @Test("lists are tables, and say it where there is nothing")
  func tables() throws {
    #expect(ListedDelivery.lines([]) == ["no webhooks"] && ListedMapping.lines([]) == ["no mappings"])
    var waiting = try WebhookSample(state: "quarantined").shown.delivery
    waiting.reason = .jobNotMapped
    waiting.event = "a\u{1B}[2J"
    let lines = ListedDelivery.lines([waiting])
    #expect(lines[0].split(separator: " ") == ["ID", "SOURCE", "RECEIVED", "STATE", "EVENT", "APPLICATION", "JOBS"])
    #expect(lines[1].contains("quarantined: job-not-mapped  a [2J  7"))
    let now = try #require(Timestamp("2026-11-24T10:00:00Z"))
    let mapping = ListedMapping(source: "lever", job: "42", offerReference: "REF-1", mappedAt: now)
    #expect(ListedMapping.lines([mapping])[1] == "lever   42   reference REF-1  2026-11-24T10:00:00Z")
    let source = ListedSource(
      source: "lever", vendor: "lever", sourceSystem: "hooks/lever", hasSecret: false, quarantined: 12)
    #expect(ListedSource.lines([source])[1].contains("hooks/lever  missing       12  -"))
  }

  @Test("JSON is laid out with a field a line, and else as it came: each layout read again is the same value")
  func layout() throws {
    #expect(
      JSONLayout.lines(#"{"b":1.50,"a":[],"c":[{"x":"}\"{,:"}]}"#) == [
        "{", #"  "b": 1.50,"#, #"  "a": [],"#, #"  "c": ["#, "    {", #"      "x": "}\"{,:""#, "    }", "  ]", "}",
      ])
    var generator = SeededGenerator(seed: 14)
    for _ in 0..<200 {
      let value = Self.value(depth: 4, using: &generator)
      let text = try JSONLine.text(value)
      #expect(JSONValue(json: Data(JSONLayout.lines(text).joined(separator: "\n").utf8)) == value, "\(text)")
    }
  }

  private static func value(depth: Int, using generator: inout SeededGenerator) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 6 : 4), using: &generator) {
    case 0: .null
    case 1: .boolean(.random(using: &generator))
    case 2: .integer(.random(in: -99...99, using: &generator))
    case 3: .string(["", "a", "\"", "\\", "{[,:]}", "\\\"", "\n", "é "].randomElement(using: &generator) ?? "")
    case 4:
      .array((0..<Int.random(in: 0...3, using: &generator)).map { _ in value(depth: depth - 1, using: &generator) })
    default:
      .object(
        (0..<Int.random(in: 0...3, using: &generator)).reduce(into: [:]) { object, index in
          object["\(index)\""] = value(depth: depth - 1, using: &generator)
        })
    }
  }
}
