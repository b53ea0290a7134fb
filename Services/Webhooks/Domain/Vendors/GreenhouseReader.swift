import Vocabulary

/// Greenhouse Recruiting, an ATS: webhooks "Candidate has been hired" and "Candidate has been unhired".
///
/// Read in its public documentation, never tried against the service. Not known: whether `Greenhouse-Event-ID` stays
/// the same over retries, as is assumed here. It is not signed, and neither is a time: who gets hold of a webhook can
/// send it again under another id.
enum GreenhouseReader: VendorReader {
  static let vendor = Vendor.greenhouse
  static let login: VendorLogin? = nil

  private static let signature = BodySignature("signature", prefix: "sha256 ")

  static func authenticity(of webhook: Webhook, secrets: [String], at now: Timestamp) -> Authenticity {
    signature.authenticity(of: webhook, secrets: secrets)
  }

  /// With the body, since nothing signs the id: under one that was guessed another body would keep the real one out.
  static func deliveryID(of webhook: Webhook) -> String? {
    webhook.headers["greenhouse-event-id"].map { webhook.named($0) }
  }

  static func event(of webhook: Webhook) -> String? { VendorDocument(webhook.body)?.text("action") }

  /// An unhire is told when "Unhire" is clicked, and only then: that a candidate is merged, deleted or anonymized says
  /// nothing of a hire.
  static func reading(of webhook: Webhook, answers: [VendorAnswer]) -> Reading {
    .understood { () throws(Unclear) in
      let document = try VendorDocument(webhook)
      switch try document.requiredEvent("action") {
      case "hire_candidate": return .hired(try hire(in: document, of: webhook))
      case "unhire_candidate": return .unhired(try withdrawal(in: document, of: webhook))
      case "ping": return .unconcerned("a ping")
      default: return .anotherEvent
      }
    }
  }

  /// The clock is that of receipt: an unhire has no time of its own, and after it the same offer with its old date may
  /// make the hire again.
  private static func hire(in document: VendorDocument, of webhook: Webhook) throws(Unclear) -> StatedHire {
    let jobs = document.objects("payload.application.jobs")
    return StatedHire(
      applicationId: try document.requiredID("payload.application.id"),
      emails: document.texts("payload.application.candidate.email_addresses", under: "value"),
      phones: document.texts("payload.application.candidate.phone_numbers", under: "value"),
      jobs: try (jobs.compactMap { $0.id("requisition_id") } + jobs.compactMap { $0.id("id") })
        .named(in: document, "payload.application.jobs"),
      hiredAt: try document.time("payload.application.offer.resolved_at") ?? webhook.receivedAt,
      startsAt: try document.time("payload.application.offer.starts_at"),
      asOf: .receipt(of: webhook))
  }

  private static func withdrawal(
    in document: VendorDocument, of webhook: Webhook
  ) throws(Unclear) -> StatedWithdrawal {
    StatedWithdrawal(
      applicationId: try document.requiredID("payload.application.id"), withdrawnAt: webhook.receivedAt,
      asOf: .receipt(of: webhook))
  }
}
