import FoundationEssentials
import Vocabulary
import WebhooksDomain

/// Webhooks in the form of Standard Webhooks, with the contract's own data.
enum StandardFixture {
  static let hire = """
    {"type":"hire.reported","timestamp":"2026-11-27T16:00:00Z","data":{"applicationId":4711,
    "sourceSystem":"of-no-concern","offerReference":"REQ-17","candidate":{"email":"lea.martin@example.org",
    "phone":"+33612345678"},"hiredAt":"2026-11-27","startsAt":"2027-01-04"}}
    """

  static let withdrawal = """
    {"type":"hire.withdrawn","timestamp":"2026-11-28T16:00:00Z","data":{"applicationId":"4711",
    "withdrawnAt":"2026-11-28T15:00:00Z","reason":"did not start"}}
    """

  static func webhook(_ body: String, secrets: [String] = [secret], at instant: Timestamp = noon) -> Webhook {
    let signed = Array("msg_1.\(instant.seconds).\(body)".utf8)
    let codes = secrets.map { secret in
      let key =
        secret.hasPrefix("whsec_") ? Array(Data(base64Encoded: String(secret.dropFirst(6)))!) : Array(secret.utf8)
      return "v1,\(Signing.base64(Signing.code(signed, key)))"
    }
    return Webhook(
      headers: [
        "webhook-id": "msg_1", "webhook-timestamp": "\(instant.seconds)",
        "webhook-signature": (["v1a,bm90IG91cnM="] + codes).joined(separator: " "),
      ],
      body: Array(body.utf8), receivedAt: instant)
  }
}
