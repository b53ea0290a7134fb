import Vocabulary
import WebhooksDomain

/// Webhooks in the form of Workable's documentation.
enum WorkableFixture {
  static let hire = """
    {"action":"candidate_moved","event_type":"candidate_moved","id":"5f2d1c","resource_type":"candidate",
    "fired_at":"2026-11-27T16:00:00Z","data":{"id":"108d1748","name":"Léa Martin","email":"lea.martin@example.org",
    "phone":"+33612345678","stage":"Hired","stage_kind":"hired","disqualified":false,
    "job":{"shortcode":"1C2D3E4F5A","title":"Site reliability engineer"},"hired_at":"2026-11-27T15:30:00Z"}}
    """

  static func webhook(_ body: String, secret: String = secret, at instant: Timestamp = noon) -> Webhook {
    Webhook(
      headers: ["x-workable-signature": Signing.hexadecimal(Signing.code(body, secret))], body: Array(body.utf8),
      receivedAt: instant)
  }
}
