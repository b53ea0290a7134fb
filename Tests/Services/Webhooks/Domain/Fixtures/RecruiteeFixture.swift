import Vocabulary
import WebhooksDomain

/// Webhooks in the form of Recruitee's documentation.
enum RecruiteeFixture {
  static let hire = move(from: "offer", to: "hire", at: "2026-11-27T16:00:00.123456Z", id: 6545)

  static func move(from: String, to: String, at instant: String, id: Int) -> String {
    """
    {"attempt_count":1,"created_at":"\(instant)","event_type":"candidate_moved","event_subtype":"stage_changed",
    "id":\(id),"level":"company","payload":{"candidate":{"id":9182,"name":"Léa Martin",
    "emails":["lea.martin@example.org"],"phones":["+33612345678"]},"company":{"id":1,"name":"Recruiter"},
    "details":{"from_stage":{"id":11,"name":"From","category":"\(from)"},
    "to_stage":{"id":12,"name":"To","category":"\(to)"}},"offer":{"id":7711,"title":"Site reliability engineer"}}}
    """
  }

  static func webhook(_ body: String, secret: String = secret, at instant: Timestamp = noon) -> Webhook {
    Webhook(
      headers: ["x-recruitee-signature": Signing.hexadecimal(Signing.code(body, secret))], body: Array(body.utf8),
      receivedAt: instant)
  }
}
