import Vocabulary
import WebhooksDomain

/// Webhooks and answers in the form of Lever's documentation.
enum LeverFixture {
  static let token = "b1c3e5d7f9"

  /// A webhook whose `data` names an opportunity, with what its archiving changes to; only the time is signed.
  static func webhook(
    _ event: String = "candidateHired", opportunity: String = "\"op-1\"", secret: String = secret,
    at instant: Timestamp = noon
  ) -> Webhook {
    let milliseconds = instant.microseconds / 1000
    let signature = Signing.hexadecimal(Signing.code("\(token)\(milliseconds)", secret))
    let body = """
      {"id":"w-1","triggeredAt":\(milliseconds),"event":"\(event)","signature":"\(signature)","token":"\(token)",
      "data":{"candidateId":"op-1","contactId":"c-7","opportunityId":\(opportunity),"toArchived":null}}
      """
    return Webhook(headers: ["content-type": "application/json"], body: Array(body.utf8), receivedAt: instant)
  }

  /// Where the opportunity is read.
  static let path = "/opportunities/op-1?expand=applications"
  /// Where the reason of its archiving is.
  static let reasonPath = "/archive_reasons/r-1"

  static let hired = """
    {"data":{"id":"op-1","name":"Léa Martin","contact":"c-7","emails":["lea.martin@example.org","lea@work.example"],
    "phones":[{"type":"mobile","value":"+33612345678"}],"stage":"st-5",
    "archived":{"reason":"r-1","archivedAt":1795793400000},
    "applications":[{"id":"ap-1","type":"posting","posting":"po-1",
    "requisitionForHire":{"id":"rq-1","requisitionCode":"REQ-17"}}]}}
    """
  static let active = """
    {"data":{"id":"op-1","emails":["lea.martin@example.org"],"stage":"st-2","archived":null,"applications":[]}}
    """
  static let hiredReason = "{\"data\":{\"id\":\"r-1\",\"text\":\"Hired\",\"status\":\"active\",\"type\":\"hired\"}}"
  static let otherReason =
    "{\"data\":{\"id\":\"r-1\",\"text\":\"Withdrew\",\"status\":\"active\",\"type\":\"non-hired\"}}"
}
