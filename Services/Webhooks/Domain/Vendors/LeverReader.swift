import Vocabulary

/// Lever, an ATS: webhooks `candidateHired`, `candidateArchiveChange` and `candidateStageChange`.
///
/// The signature is in the body and covers `token` and `triggeredAt` alone: **`data` is not signed.** Nothing of it is
/// believed but which opportunity to ask about, and the vendor's API says whether that is hired. So a forged or
/// replayed `data` can make us ask, and nothing else.
///
/// Read in its public documentation, never tried against the service. Not known: how far apart the five retries are,
/// and whether `token` differs from one webhook to the next. A header `Lever-Signature`, which some write about, is in
/// no documentation of Lever's and is not looked at.
enum LeverReader: VendorReader {
  static let vendor = Vendor.lever
  static let login: VendorLogin? = .basicName

  /// Three days: the five retries keep the old `triggeredAt`, nobody says how long they take, and what is replayed
  /// within them only makes us ask for the truth once more.
  private static let window = ReplayWindow(past: 72 * ReplayWindow.hour)

  static func authenticity(of webhook: Webhook, secrets: [String], at now: Timestamp) -> Authenticity {
    guard let document = VendorDocument(webhook.body), let signature = document.text("signature") else {
      return .refused(.missing)
    }
    // `triggeredAt` as it is written: whole milliseconds, and nothing else makes the signed text.
    guard let token = document.text("token"), let triggeredAt = document.id("triggeredAt"),
      let instant = Timestamp(since1970: triggeredAt), let code = SignatureText.hexadecimal.code(signature)
    else { return .refused(.malformed) }
    let signed = SharedSecrets(secrets).authenticity(of: [Array((token + triggeredAt).utf8)], signed: [code])
    return window.within(instant, at: now, signed)
  }

  static func deliveryID(of webhook: Webhook) -> String? {
    guard let document = VendorDocument(webhook.body), let token = document.text("token"),
      let triggeredAt = document.id("triggeredAt"), let event = document.text("event"),
      let opportunity = document.id("data.opportunityId")
    else { return nil }
    return "\(token)/\(triggeredAt)/\(event)/\(opportunity)"
  }

  static func event(of webhook: Webhook) -> String? { VendorDocument(webhook.body)?.text("event") }

  static func reading(of webhook: Webhook, answers: [VendorAnswer]) -> Reading {
    .understood { () throws(Unclear) in
      let document = try VendorDocument(webhook)
      switch try document.requiredEvent("event") {
      case "candidateHired", "candidateArchiveChange", "candidateStageChange":
        return try state(of: try document.requiredID("data.opportunityId"), in: document, of: webhook, answers)
      default: return .anotherEvent
      }
    }
  }

  /// An opportunity is hired while it is archived for a reason whose type is `hired`.
  private static func state(
    of opportunity: String, in document: VendorDocument, of webhook: Webhook, _ answers: [VendorAnswer]
  ) throws(Unclear) -> Reading {
    let segment = try opportunity.pathSegment("data.opportunityId")
    let question = VendorQuestion(path: "/opportunities/\(segment)?expand=applications")
    guard let answer = answers.answer(to: question) else { return .ask(question) }
    let told = try VendorDocument(answer, about: "the opportunity")
    guard told.id("data.id") == opportunity else {
      throw told.unclear("data.id", "should be the id that was asked about")
    }
    let asOf = AsOf.event(try document.milliseconds("triggeredAt"), else: webhook)
    guard told.value("data.archived") != nil else { return withdrawal(of: opportunity, as: asOf) }
    let reason = try told.requiredID("data.archived.reason").pathSegment("data.archived.reason")
    let reasonQuestion = VendorQuestion(path: "/archive_reasons/\(reason)")
    guard let reasonAnswer = answers.answer(to: reasonQuestion) else { return .ask(reasonQuestion) }
    let type = try VendorDocument(reasonAnswer, about: "the archive reason").type()
    return type == "hired"
      ? .hired(try hire(of: opportunity, in: told, as: asOf)) : withdrawal(of: opportunity, as: asOf)
  }

  /// The date is that of the archiving, from the vendor's answer, and no clock.
  ///
  /// A reason that is changed may leave it as it was. The clock is `triggeredAt`, which is signed, and before anything
  /// that is answered because of it.
  private static func hire(
    of opportunity: String, in told: VendorDocument, as asOf: AsOf
  ) throws(Unclear) -> StatedHire {
    let applications = told.objects("data.applications")
    let jobs =
      applications.compactMap { $0.text("requisitionForHire.requisitionCode") }
      + applications.compactMap { $0.id("requisitionForHire.id") } + applications.compactMap { $0.id("posting") }
      + applications.compactMap { $0.id("posting.id") }
    return StatedHire(
      applicationId: opportunity, emails: told.texts("data.emails"),
      phones: told.texts("data.phones", under: "value"),
      jobs: try jobs.named(in: told, "data.applications"),
      hiredAt: try told.milliseconds("data.archived.archivedAt") ?? asOf.instant, asOf: asOf)
  }

  private static func withdrawal(of opportunity: String, as asOf: AsOf) -> Reading {
    .unhired(
      StatedWithdrawal(applicationId: opportunity, withdrawnAt: asOf.instant, isDerived: true, asOf: asOf))
  }
}

extension VendorDocument {
  /// The type of an archive reason, `hired` or `non-hired`.
  fileprivate func type() throws(Unclear) -> String {
    guard let type = text("data.type") else { throw unclear("data.type", "should be `hired` or `non-hired`") }
    return type
  }
}
