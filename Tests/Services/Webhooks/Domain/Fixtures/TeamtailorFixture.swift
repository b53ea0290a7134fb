import Vocabulary
import WebhooksDomain

/// Webhooks and answers in the form of Teamtailor's documentation, and as integrations see them.
enum TeamtailorFixture {
  static func body(signature: String? = nil, event: String = "job_application.update", id: String = "88") -> String {
    """
    {"payload":{"event_name":"\(event)","data":{"id":"\(id)","type":"job_applications","attributes":{
    "changed-stage-at":"2026-11-27T16:00:00.000+01:00","rejected-at":null,"updated-at":"2026-11-27T16:00:01.000+01:00"}}}
    \(signature.map { ",\"signature\":\"\($0)\"" } ?? "")}
    """
  }

  /// Signed in the body: base64 of the hexadecimal code of the resource's id.
  static func documented(
    event: String = "job_application.update", id: String = "88", secret: String = secret, at instant: Timestamp = noon
  ) -> Webhook {
    let signature = Signing.base64(Array(Signing.hexadecimal(Signing.code(id, secret)).utf8))
    return Webhook(
      headers: [:], body: Array(body(signature: signature, event: event, id: id).utf8), receivedAt: instant)
  }

  /// Signed in a header, with a time.
  static func practised(_ body: String = body(), secret: String = secret, at instant: Timestamp = noon) -> Webhook {
    let code = Signing.hexadecimal(Signing.code("\(instant.seconds).\(body)", secret))
    let header = Signing.base64(Array("t=\(instant.seconds),v2=\(code)".utf8))
    return Webhook(headers: ["tt-signature": header], body: Array(body.utf8), receivedAt: instant)
  }

  /// Where the application is read.
  static let path = "/v1/job-applications/88?include=candidate,job,stage"

  static let hired = answer(stageType: "hired", rejectedAt: "null")

  static func answer(stageType: String, rejectedAt: String) -> String {
    """
    {"data":{"id":"88","type":"job-applications","attributes":{"changed-stage-at":"2026-11-27T16:00:00.000+01:00",
    "rejected-at":\(rejectedAt)},"relationships":{"candidate":{"data":{"type":"candidates","id":"5"}},
    "job":{"data":{"type":"jobs","id":"42"}},"stage":{"data":{"type":"stages","id":"9"}}}},
    "included":[{"id":"9","type":"candidates","attributes":{"email":"someone.else@example.org"}},
    {"id":"5","type":"candidates","attributes":{"email":"lea.martin@example.org","phone":"+33612345678"}},
    {"id":"9","type":"stages","attributes":{"name":"Signed","stage-type":"\(stageType)"}},
    {"id":"42","type":"jobs","attributes":{"title":"Site reliability engineer"}}]}
    """
  }
}
