import FoundationEssentials
import Vocabulary
import WebhooksDomain

/// Webhooks and answers in the form of Merge's documentation.
enum MergeFixture {
  static let application = """
    {"id":"92e8a369-fffe-430d-b93a-f7e8a16563f1","remote_id":"98796","candidate":{"id":"c-1","first_name":"Léa",
    "email_addresses":[{"value":"lea.martin@example.org","email_address_type":"PERSONAL"}],
    "phone_numbers":[{"value":"+33612345678","phone_number_type":"MOBILE"}]},
    "job":{"id":"j-1","remote_id":"3485","code":"REQ-17"},"rejected_at":null}
    """

  /// An offer of an application that is given as it is, with its candidate or by its id.
  static func offer(
    of application: String = application, status: String = "SIGNED", closedAt: String = "\"2026-11-27T15:30:00Z\""
  ) -> String {
    """
    {"hook":{"id":"h-1","event":"Offer.changed","target":"https://hooks.example/hooks/merge"},
    "linked_account":{"id":"la-1","integration":"Greenhouse","category":"ats"},
    "data":{"id":"of-1","remote_id":"876556788","application":\(application),"closed_at":\(closedAt),
    "sent_at":"2026-11-20T00:00:00Z","start_date":"2027-01-04T00:00:00Z","status":"\(status)",
    "modified_at":"2026-11-28T00:00:00Z"}}
    """
  }

  /// Where the application is read.
  static let path = "/api/ats/v1/applications/92e8a369-fffe-430d-b93a-f7e8a16563f1?expand=candidate,job"

  static func webhook(_ body: String = offer(), secret: String = secret, at instant: Timestamp = noon) -> Webhook {
    let code = Signing.base64(Signing.code(body, secret))
    let header = code.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 }
    return Webhook(
      headers: ["x-merge-webhook-signature": String(header)], body: Array(body.utf8), receivedAt: instant)
  }
}
