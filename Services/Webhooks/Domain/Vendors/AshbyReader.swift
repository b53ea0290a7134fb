import Vocabulary

/// Ashby, an ATS: webhooks `candidateHire`, `applicationUpdate` and `candidateStageChange`.
///
/// Read in its public documentation, never tried against the service. Not known: whether a webhook without a secret is
/// sent unsigned (it is refused here), and whether `application.updatedAt` is in each of the three, as its API has it;
/// where it is not, the receipt is the clock.
enum AshbyReader: VendorReader {
  static let vendor = Vendor.ashby
  static let login: VendorLogin? = nil

  private static let signature = BodySignature("ashby-signature", prefix: "sha256=")
  private static let hired = "Hired"

  static func authenticity(of webhook: Webhook, secrets: [String], at now: Timestamp) -> Authenticity {
    signature.authenticity(of: webhook, secrets: secrets)
  }

  /// The three webhooks of one hire share their `webhookActionId`; what they say differs.
  static func deliveryID(of webhook: Webhook) -> String? {
    guard let document = VendorDocument(webhook.body), let id = document.text("webhookActionId"),
      let action = document.text("action")
    else { return nil }
    return "\(id)/\(action)"
  }

  static func event(of webhook: Webhook) -> String? { VendorDocument(webhook.body)?.text("action") }

  /// `candidateHire` alone makes a hire: the other two that come with it lack the offer.
  static func reading(of webhook: Webhook, answers: [VendorAnswer]) -> Reading {
    .understood { () throws(Unclear) in
      let document = try VendorDocument(webhook)
      switch try document.requiredEvent("action") {
      case "candidateHire": return .hired(try hire(in: document, of: webhook))
      case "applicationUpdate", "candidateStageChange": return try state(in: document, of: webhook)
      case "ping": return .unconcerned("a ping")
      default: return .anotherEvent
      }
    }
  }

  private static func hire(in document: VendorDocument, of webhook: Webhook) throws(Unclear) -> StatedHire {
    let asOf = try asOf(in: document, of: webhook)
    return StatedHire(
      applicationId: try document.requiredID("data.application.id"),
      emails: Array(stated: document.text("data.application.candidate.primaryEmailAddress.value")),
      phones: Array(stated: document.text("data.application.candidate.primaryPhoneNumber.value")),
      jobs: try Array(stated: document.id("data.application.job.id")).named(in: document, "data.application.job.id"),
      hiredAt: try document.time("data.offer.decidedAt") ?? asOf.instant,
      startsAt: try document.time("data.offer.latestVersion.startDate"),
      asOf: asOf)
  }

  /// There is no event for an unhire: the status leaves `Hired`.
  private static func state(in document: VendorDocument, of webhook: Webhook) throws(Unclear) -> Reading {
    guard let status = document.text("data.application.status") else {
      throw document.unclear("data.application.status", "should be the application's status")
    }
    if status == hired { return .unconcerned("candidateHire tells it") }
    let asOf = try asOf(in: document, of: webhook)
    return .unhired(
      StatedWithdrawal(
        applicationId: try document.requiredID("data.application.id"), withdrawnAt: asOf.instant, isDerived: true,
        asOf: asOf))
  }

  private static func asOf(in document: VendorDocument, of webhook: Webhook) throws(Unclear) -> AsOf {
    .event(try document.time("data.application.updatedAt"), else: webhook)
  }

  /// Ashby never tries again after 401, 403, 404, 405 or 410: a secret that is wrong on our side must not lose what
  /// was sent meanwhile.
  static func answer(to reception: Reception, for webhook: Webhook, secrets: [String]) -> HookAnswer {
    .usual(to: reception, refused: 400)
  }
}
