import Vocabulary

/// SmartRecruiters, an ATS: event `application.status.updated` of its webhook subscriptions.
///
/// The event is in headers, and its body holds ids: the status is read by the `link` that is signed with it, below the
/// address that the source's configuration names, and the candidate by their id.
///
/// Read in its public documentation, one signature of which was recomputed; never tried against the service. Not
/// known: whether retries keep `smartrecruiters-timestamp` (they may here), and what the application that `link` names
/// says of when the status changed (nothing is read of it).
enum SmartRecruitersReader: VendorReader {
  static let vendor = Vendor.smartrecruiters
  static let login: VendorLogin? = .header("x-smarttoken")

  /// A day of retries, should they keep the old time, and an hour for clocks and queues.
  private static let window = ReplayWindow(past: 25 * ReplayWindow.hour)

  /// A subscription's activation is a test: it changes nothing, and nothing signs it.
  static func authenticity(of webhook: Webhook, secrets: [String], at now: Timestamp) -> Authenticity {
    if activation(webhook) != nil { return .test }
    guard let header = webhook.headers["smartrecruiters-signature"] else { return .refused(.missing) }
    let codes = header.split(separator: ";").map { $0.trimmingBlanks }.filter { $0.hasPrefix("v1=") }
      .compactMap { SignatureText.hexadecimal.code($0.dropFirst(3)) }
    guard let timestamp = webhook.headers["smartrecruiters-timestamp"], let instant = Timestamp(since1970: timestamp),
      !codes.isEmpty
    else { return .refused(.malformed) }
    return window.within(
      instant, at: now,
      SharedSecrets(secrets).authenticity(of: message(of: webhook, at: timestamp), signed: codes))
  }

  /// What is signed, with dots between; a header that is absent is empty.
  private static func message(of webhook: Webhook, at timestamp: String) -> [[UInt8]] {
    let headers = ["event-id", "event-name", "event-version", "link"].map { webhook.headers[$0] ?? "" }
    return [Array("\(timestamp).".utf8), webhook.body, Array(headers.map { ".\($0)" }.joined().utf8)]
  }

  /// What is to be echoed when a subscription is activated: the header `X-Hook-Secret` of a request without signature.
  ///
  /// Only a plain word is echoed, as its documents show: a header is never made of anything else.
  private static func activation(_ webhook: Webhook) -> String? {
    guard webhook.headers["smartrecruiters-signature"] == nil, let word = webhook.headers["x-hook-secret"],
      (1...256).contains(word.utf8.count), word.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    return word
  }

  static func deliveryID(of webhook: Webhook) -> String? { webhook.headers["event-id"] }

  static func event(of webhook: Webhook) -> String? { webhook.headers["event-name"] }

  static func reading(of webhook: Webhook, answers: [VendorAnswer]) -> Reading {
    .understood { () throws(Unclear) in
      if activation(webhook) != nil { return .unconcerned("an activation") }
      guard let event = event(of: webhook) else { throw Unclear(sentence: "`event-name` should be the event.") }
      guard event == "application.status.updated" else { return .anotherEvent }
      let document = try VendorDocument(webhook)
      let candidate = try document.requiredID("candidate_id")
      let job = try document.requiredID("job_id")
      let question = VendorQuestion(
        path: "/candidates/\(try candidate.pathSegment("candidate_id"))/jobs/\(try job.pathSegment("job_id"))")
      let linked = VendorQuestion.linked(by: webhook) ?? question
      guard let answer = answers.answer(to: linked) else { return .ask(linked) }
      return try state(
        of: candidate, at: job, in: try VendorDocument(answer, about: "the application"), of: webhook, answers)
    }
  }

  /// The clock is the vendor's signed time of the request: the answer says how things stand then or later.
  private static func state(
    of candidate: String, at job: String, in told: VendorDocument, of webhook: Webhook, _ answers: [VendorAnswer]
  ) throws(Unclear) -> Reading {
    guard let status = told.text("status") else { throw told.unclear("status", "should be the application's status") }
    let signedAt = webhook.headers["smartrecruiters-timestamp"].flatMap { Timestamp(since1970: $0) }
    let asOf = AsOf.event(signedAt, else: webhook)
    let application = "\(candidate)/\(job)"
    guard status == "HIRED" else {
      return .unhired(
        StatedWithdrawal(applicationId: application, withdrawnAt: asOf.instant, isDerived: true, asOf: asOf))
    }
    let question = VendorQuestion(path: "/candidates/\(try candidate.pathSegment("candidate_id"))")
    guard let answer = answers.answer(to: question) else { return .ask(question) }
    let person = try VendorDocument(answer, about: "the candidate")
    return .hired(
      StatedHire(
        applicationId: application, emails: Array(stated: person.text("email")),
        phones: Array(stated: person.text("phoneNumber")), jobs: [job], hiredAt: asOf.instant,
        startsAt: try told.time("startsOn"), asOf: asOf))
  }

  /// 202 for what is kept, as its documents want it; an activation gets its word back with 200.
  static func answer(to reception: Reception, for webhook: Webhook, secrets: [String]) -> HookAnswer {
    // Keys are made for a subscription that is there: the first activation may well come before any secret.
    if let word = activation(webhook), reception == .kept || reception == .noSecret {
      return HookAnswer(200, headers: ["x-hook-secret": word])
    }
    return .usual(to: reception, kept: 202)
  }
}

extension VendorQuestion {
  /// What a `link` header names, as a path below the address that the configuration names: never another host.
  ///
  /// Nil where there is none, or where its path is not made of plain segments.
  fileprivate static func linked(by webhook: Webhook) -> VendorQuestion? {
    guard let link = webhook.headers["link"], link.first == "<", let end = link.firstIndex(of: ">") else { return nil }
    // `https:`, nothing, the host, and then the path.
    let parts = link[..<end].dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 3, parts[0] == "https:", parts[1].isEmpty else { return nil }
    let segments = parts.dropFirst(3)
    let arePlain = segments.allSatisfy { segment in
      (try? String(segment).pathSegment("link")) == String(segment)
    }
    return arePlain ? VendorQuestion(path: "/" + segments.joined(separator: "/")) : nil
  }
}

extension Substring {
  /// Without blanks at its ends.
  fileprivate var trimmingBlanks: Substring {
    guard let first = firstIndex(where: { $0 != " " }), let last = lastIndex(where: { $0 != " " }) else { return "" }
    return self[first...last]
  }
}
