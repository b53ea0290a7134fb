import CooptCommandLine
import Foundation
import Messages
import Testing

@Suite("What people read")
struct TextTests {
  @Test("an object is its fields by path, and lists of objects are tables")
  func object() {
    let lines = JSONText.lines([
      "memberId": "m", "quote": .object(["level": "beginner", "amountCents": 50_000]), "zones": .array(["FR", "BE"]),
      "offers": .array([
        .object(["title": "Forgeron", "zone": "FR-2A"]), .object(["title": "Luthier", "closesAt": "2026-12-01"]),
      ]),
    ])
    #expect(
      lines == [
        "memberId           m", "quote.amountCents  50000", "quote.level        beginner", "zones              FR, BE",
        "",
        "offers:", "  closesAt    title     zone", "              Forgeron  FR-2A", "  2026-12-01  Luthier",
      ])
  }

  @Test("data do not drive the terminal")
  func control() {
    #expect(JSONText.lines(["a": "x\u{1B}[31m\ny"]) == ["a  x [31m y"])
    #expect(ToldMessage(routingKey: "k", streamOffset: nil, event: .null).line == "-  k  ")
  }

  @Test("a refusal says its code, and each field that is wrong")
  func refusal() throws {
    func lines(_ json: String) throws -> [String] { try CommandReply(Data(json.utf8)).lines }
    #expect(
      try lines(#"{"type":"coopt.reply.rejected.v1","data":{"code":"offer-not-found","detail":"There is none."}}"#)
        == ["rejected: offer-not-found: There is none."])
    #expect(
      try lines(
        #"{"type":"coopt.reply.rejected.v1","data":{"code":"invalid-message","title":"T","#
          + #""errors":[{"field":"zones[1]","message":"is wrong"}]}}"#)
        == ["rejected: invalid-message: T", "  zones[1] is wrong"])
    #expect(try lines(#"{"type":"coopt.reply.accepted.v1","data":{}}"#) == ["accepted"])
    #expect(throws: CommandFailure.self) { try lines(#"{"type":"coopt.reply.other.v1"}"#) }
    #expect(throws: CommandFailure.self) { try lines("no JSON") }
  }

  @Test("a notification is a line, and a document with its key and its offset")
  func notification() throws {
    let event: JSONValue = .object([
      "time": "2026-11-24T10:00:00Z", "data": .object(["subject": "Prime / accordée"]),
    ])
    let message = ToldMessage(routingKey: "staff.reward-granted", streamOffset: 7, event: event)
    #expect(message.line == "2026-11-24T10:00:00Z  staff.reward-granted  Prime / accordée")
    #expect(
      try JSONLine.text(message.document)
        == #"{"event":{"data":{"subject":"Prime / accordée"},"time":"2026-11-24T10:00:00Z"},"offset":7,"#
        + #""routingKey":"staff.reward-granted"}"#)
  }

  @Test("targeting is explained in a sentence")
  func targeting() throws {
    func sentence(_ json: String) throws -> String {
      TargetingExplanation(try JSONDecoder().decode(ExplainTargeting.Result.self, from: Data(json.utf8))).sentence
    }
    #expect(
      try sentence(#"{"decision":"not-targeted","reasons":["sector-not-covered","zone-not-covered"]}"#)
        == "The offer is not meant for the member, because no sector of the profile covers the offer's, and no zone of"
        + " the profile covers the offer's.")
    #expect(
      try sentence(#"{"decision":"solicited","reasons":["covered"],"wave":2,"at":"2026-11-24T10:00:00Z"}"#)
        == "The offer was pushed to the member in wave 2 at 2026-11-24T10:00:00Z, because the profile covers the offer."
    )
  }
}
