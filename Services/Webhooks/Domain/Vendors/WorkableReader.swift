import Vocabulary

/// Workable, an ATS: webhook `candidate_moved`.
///
/// Read in its public documentation, never tried against the service. Not known: whether `id` and `fired_at`, which
/// its examples show, are in every webhook; without them the body names the delivery, and the receipt is the clock.
/// It has no event for an unhire: that a candidate leaves the stage is told as any move, and what happens without a
/// move (a deletion, a disqualification) is not told at all.
enum WorkableReader: VendorReader {
  static let vendor = Vendor.workable
  static let login: VendorLogin? = nil

  private static let signature = BodySignature("x-workable-signature")

  static func authenticity(of webhook: Webhook, secrets: [String], at now: Timestamp) -> Authenticity {
    signature.authenticity(of: webhook, secrets: secrets)
  }

  static func deliveryID(of webhook: Webhook) -> String? { VendorDocument(webhook.body)?.id("id") }

  static func event(of webhook: Webhook) -> String? { VendorDocument(webhook.body)?.text("event_type") }

  /// `data` is the state when the webhook was sent, which may be later than when it was fired; the last move is told
  /// last, so that its state is the one that stands.
  static func reading(of webhook: Webhook, answers: [VendorAnswer]) -> Reading {
    .understood { () throws(Unclear) in
      let document = try VendorDocument(webhook)
      guard try document.requiredEvent("event_type") == "candidate_moved" else { return .anotherEvent }
      guard let kind = document.text("data.stage_kind") else {
        throw document.unclear("data.stage_kind", "should be the kind of the stage")
      }
      let asOf = AsOf.event(try document.time("fired_at"), else: webhook)
      let application = try document.requiredID("data.id")
      guard kind == "hired" else {
        return .unhired(
          StatedWithdrawal(applicationId: application, withdrawnAt: asOf.instant, isDerived: true, asOf: asOf))
      }
      return .hired(try hire(of: application, in: document, as: asOf))
    }
  }

  private static func hire(
    of application: String, in document: VendorDocument, as asOf: AsOf
  ) throws(Unclear) -> StatedHire {
    StatedHire(
      applicationId: application, emails: Array(stated: document.text("data.email")),
      phones: Array(stated: document.text("data.phone")),
      jobs: try Array(stated: document.id("data.job.shortcode")).named(in: document, "data.job.shortcode"),
      hiredAt: try document.time("data.hired_at") ?? asOf.instant, asOf: asOf)
  }
}
