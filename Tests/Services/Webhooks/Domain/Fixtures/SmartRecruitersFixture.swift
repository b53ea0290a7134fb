import Vocabulary
import WebhooksDomain

/// Webhooks and answers in the form of SmartRecruiters' documentation.
enum SmartRecruitersFixture {
  static let update = "{\"job_id\":\"job-1\",\"candidate_id\":\"can-1\"}"
  static let link = "<https://api.smartrecruiters.com/candidates/can-1/jobs/job-1>; rel=\"self\""

  /// Where the application and the candidate are read.
  static let (path, candidatePath) = ("/candidates/can-1/jobs/job-1", "/candidates/can-1")

  static let hired = "{\"status\":\"HIRED\",\"subStatus\":null,\"startsOn\":\"2027-01-04\"}"
  static let withdrawn = "{\"status\":\"WITHDRAWN\"}"
  static let candidate = """
    {"id":"can-1","firstName":"Léa","lastName":"Martin","email":"lea.martin@example.org","phoneNumber":"+33612345678"}
    """

  static func webhook(
    _ body: String = update, event: String = "application.status.updated", link: String? = link,
    secrets: [String] = [secret], at instant: Timestamp = noon
  ) -> Webhook {
    let signed = "\(instant.seconds).\(body).e-1.\(event).v201910.\(link ?? "")"
    let codes = secrets.map { "v1=\(Signing.hexadecimal(Signing.code(signed, $0)))" }
    var headers = [
      "smartrecruiters-signature": codes.joined(separator: ";"), "smartrecruiters-timestamp": "\(instant.seconds)",
      "event-id": "e-1", "event-name": event, "event-version": "v201910",
    ]
    headers["link"] = link
    return Webhook(headers: headers, body: Array(body.utf8), receivedAt: instant)
  }
}
