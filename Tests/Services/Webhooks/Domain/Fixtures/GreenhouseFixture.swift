import Vocabulary
import WebhooksDomain

/// Webhooks in the form of Greenhouse's documentation.
enum GreenhouseFixture {
  static let hire = """
    {"action":"hire_candidate","payload":{"application":{"id":46194062,"credited_to":{"id":158104,"name":"Jo Weiss"},
    "source":{"id":25,"name":"Coopt"},"candidate":{"id":37031511,"first_name":"Léa","last_name":"Martin",
    "phone_numbers":[{"value":"+33 6 12 34 56 78","type":"mobile"}],
    "email_addresses":[{"value":"lea.martin@example.org","type":"personal"},{"value":"lea@work.example","type":"work"}]},
    "job":null,"jobs":[{"id":3485,"name":"Site reliability engineer","requisition_id":"REQ-17","custom_fields":{}}],
    "offer":{"id":506409,"version":2,"created_at":"2026-11-20T08:00:00Z","sent_on":"2026-11-21",
    "resolved_at":"2026-11-27T15:30:00Z","starts_at":"2027-01-04"}}}}
    """

  static let unhire = """
    {"action":"unhire_candidate","payload":{"application":{"id":46194062,"status":"active","prospect":false,
    "candidate":{"id":37031511,"first_name":"Léa","email_addresses":[{"value":"lea.martin@example.org"}]},
    "jobs":[{"id":3485,"requisition_id":"REQ-17"}]}}}
    """

  static func webhook(_ body: String, secret: String = secret, at instant: Timestamp = noon) -> Webhook {
    Webhook(
      headers: [
        "signature": "sha256 \(Signing.hexadecimal(Signing.code(body, secret)))", "greenhouse-event-id": "17-a",
        "content-type": "application/json",
      ],
      body: Array(body.utf8), receivedAt: instant)
  }
}
