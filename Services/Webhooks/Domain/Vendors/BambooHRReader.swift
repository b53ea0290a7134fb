import Vocabulary

/// BambooHR, an HRIS: event-based webhooks `employee.created` and `employee.updated` with the hire date monitored.
///
/// An employee with a hire date was hired; the application is the employee, the job is the job title. The hire date is
/// the first day of work. Who leaves later was hired all the same; who has no hire date any longer, or whose last day
/// is not after the first, was not.
///
/// Read in its public documentation, never tried against the service. Not known: whether `X-BambooHR-Timestamp` is in
/// seconds or RFC 3339 (both are taken), whether retries keep it, and which answers are success. Field-based webhooks
/// and form posts are refused in words: their settings are to be changed.
enum BambooHRReader: VendorReader {
  static let vendor = Vendor.bamboohr
  static let login: VendorLogin? = .basicNameWithX

  /// A day: its documents are imprecise on retries, and what is replayed only makes us ask again.
  private static let window = ReplayWindow(past: 24 * ReplayWindow.hour)
  /// What is asked of an employee.
  private static let fields = "hireDate,terminationDate,jobTitle,homeEmail,workEmail,mobilePhone,homePhone"
  /// The fields whose change says something of a hire.
  private static let telling: Set<String> = ["hireDate", "terminationDate", "status"]

  /// The code is over the body followed by the timestamp.
  static func authenticity(of webhook: Webhook, secrets: [String], at now: Timestamp) -> Authenticity {
    guard let signature = webhook.headers["x-bamboohr-signature"] else { return .refused(.missing) }
    guard let timestamp = webhook.headers["x-bamboohr-timestamp"],
      let instant = Timestamp(since1970: timestamp) ?? Timestamp(stated: timestamp),
      let code = SignatureText.hexadecimal.code(signature)
    else { return .refused(.malformed) }
    let message = [webhook.body, Array(timestamp.utf8)]
    return window.within(instant, at: now, SharedSecrets(secrets).authenticity(of: message, signed: [code]))
  }

  /// The signed time and the body: a body of ids alone may well say the same of what changed again.
  ///
  /// Should retries not keep the time they make us ask again, and nothing else.
  static func deliveryID(of webhook: Webhook) -> String? {
    webhook.headers["x-bamboohr-timestamp"].map { webhook.named($0) }
  }

  static func event(of webhook: Webhook) -> String? { VendorDocument(webhook.body)?.text("type") }

  static func reading(of webhook: Webhook, answers: [VendorAnswer]) -> Reading {
    .understood { () throws(Unclear) in
      let document = try VendorDocument(webhook)
      if document.value("employees") != nil {
        throw Unclear(sentence: "`employees` is of a field-based webhook; choose the event-based data structure.")
      }
      let event = try document.requiredEvent("type")
      guard event == "employee.created" || event == "employee.updated" else { return .anotherEvent }
      let changed = document.texts("data.changedFields")
      guard event == "employee.created" || changed.isEmpty || !telling.isDisjoint(with: changed) else {
        return .unconcerned("another field")
      }
      let id = try document.requiredID("data.employeeId")
      let question = VendorQuestion(
        path: "/v1/employees/\(try id.pathSegment("data.employeeId"))?fields=\(fields)",
        headers: ["accept": "application/json"])
      guard let answer = answers.answer(to: question) else { return .ask(question) }
      let asOf = AsOf.event(try document.time("timestamp"), else: webhook)
      return try state(of: id, in: try VendorDocument(answer, about: "the employee"), as: asOf)
    }
  }

  private static func state(of id: String, in told: VendorDocument, as asOf: AsOf) throws(Unclear) -> Reading {
    guard told.id("id") == id else { throw told.unclear("id", "should be the id that was asked about") }
    guard let startsAt = try told.day("hireDate"), try !told.ended(by: startsAt) else {
      return .unhired(StatedWithdrawal(applicationId: id, withdrawnAt: asOf.instant, isDerived: true, asOf: asOf))
    }
    return .hired(
      StatedHire(
        applicationId: id, emails: Array(stated: told.text("homeEmail"), told.text("workEmail")),
        phones: Array(stated: told.text("mobilePhone"), told.text("homePhone")),
        jobs: try Array(stated: told.text("jobTitle")).named(in: told, "jobTitle"),
        // Who has worked for years was not hired today, though the record was changed today.
        hiredAt: min(asOf.instant, startsAt), startsAt: startsAt, asOf: asOf))
  }
}

extension VendorDocument {
  /// A day; nil where there is none, which BambooHR also writes as a row of zeros.
  fileprivate func day(_ path: String) throws(Unclear) -> Timestamp? {
    text(path) == "0000-00-00" ? nil : try time(path)
  }

  /// Whether the work ended on its first day or before.
  fileprivate func ended(by first: Timestamp) throws(Unclear) -> Bool {
    guard let last = try day("terminationDate") else { return false }
    return last <= first
  }
}
