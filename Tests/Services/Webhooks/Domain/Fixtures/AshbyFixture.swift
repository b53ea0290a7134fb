import Vocabulary
import WebhooksDomain

/// Webhooks in the form of Ashby's documentation.
enum AshbyFixture {
  static let hire = """
    {"action":"candidateHire","webhookActionId":"c0ffee00-1111-4222-8333-444455556666","data":{"application":{
    "id":"b4a9f1de-0b0c-4a30-9c3e-0d9f6a4b7c11","createdAt":"2026-10-01T09:00:00.000Z",
    "updatedAt":"2026-11-27T16:00:00.250Z","status":"Hired","customFields":[],
    "candidate":{"id":"a1","name":"Léa Martin",
    "primaryEmailAddress":{"value":"lea.martin@example.org","type":"Personal","isPrimary":true},
    "primaryPhoneNumber":{"value":"+33612345678","type":"Mobile","isPrimary":true}},
    "currentInterviewStage":{"id":"s9","title":"Hired","type":"Hired"},
    "job":{"id":"0c2d6e9a-5d1f-4f9c-8f5e-9b1f2a3c4d5e","title":"Site reliability engineer"}},
    "offer":{"id":"o1","decidedAt":"2026-11-27T15:30:00.000Z","acceptanceStatus":"Accepted",
    "latestVersion":{"id":"v2","startDate":"2027-01-04","salary":{"currencyCode":"EUR","value":50000}}}}}
    """

  /// The same application a day later, back in another stage.
  static let update = """
    {"action":"applicationUpdate","webhookActionId":"c0ffee00-1111-4222-8333-444455557777","data":{"application":{
    "id":"b4a9f1de-0b0c-4a30-9c3e-0d9f6a4b7c11","updatedAt":"2026-11-28T09:00:00.000Z","status":"Active",
    "candidate":{"id":"a1","primaryEmailAddress":{"value":"lea.martin@example.org"}},
    "job":{"id":"0c2d6e9a-5d1f-4f9c-8f5e-9b1f2a3c4d5e"}}}}
    """

  static func webhook(_ body: String, secret: String = secret, at instant: Timestamp = noon) -> Webhook {
    Webhook(
      headers: ["ashby-signature": "sha256=\(Signing.hexadecimal(Signing.code(body, secret)))"],
      body: Array(body.utf8), receivedAt: instant)
  }
}
