import Vocabulary
import WebhooksDomain

/// Webhooks and answers in the form of BambooHR's documentation.
enum BambooHRFixture {
  static let updated = """
    {"type":"employee.updated","timestamp":"2026-11-27T16:00:00+0000",
    "data":{"companyId":"12345","employeeId":"67890","changedFields":["hireDate"]}}
    """

  static func webhook(
    _ body: String = updated, secret: String = secret, at instant: Timestamp = noon, timestamp: String? = nil
  ) -> Webhook {
    let timestamp = timestamp ?? "\(instant.seconds)"
    return Webhook(
      headers: [
        "x-bamboohr-timestamp": timestamp,
        "x-bamboohr-signature": Signing.hexadecimal(Signing.code(body + timestamp, secret)),
      ],
      body: Array(body.utf8), receivedAt: instant)
  }

  /// Where the employee is read.
  static let path =
    "/v1/employees/67890?fields=hireDate,terminationDate,jobTitle,homeEmail,workEmail,mobilePhone,homePhone"

  static func employee(hireDate: String = "2027-01-04", terminationDate: String = "0000-00-00") -> String {
    """
    {"id":"67890","hireDate":"\(hireDate)","terminationDate":"\(terminationDate)",
    "jobTitle":"Site reliability engineer","homeEmail":"lea.martin@example.org","workEmail":"lea@work.example",
    "mobilePhone":"+33612345678","homePhone":null}
    """
  }
}
