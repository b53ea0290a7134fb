import Messages
import Vocabulary

/// Recruitee, an ATS: webhook `candidate_moved` with `stage_changed`.
///
/// Read in its public documentation, never tried against the service. Not known: whether the category of the last
/// stage is `hire` or `hired` (both count here), and whether `id` and `created_at`, which its examples show, are in
/// every webhook; without them the body names the delivery, and the receipt is the clock.
enum RecruiteeReader: VendorReader {
  static let vendor = Vendor.recruitee
  static let login: VendorLogin? = nil

  private static let signature = BodySignature("x-recruitee-signature")
  private static let hired: Set<String> = ["hire", "hired"]

  /// A test that nothing signs is `{"test":true}`, and nothing else.
  static func authenticity(of webhook: Webhook, secrets: [String], at now: Timestamp) -> Authenticity {
    let authenticity = signature.authenticity(of: webhook, secrets: secrets)
    return authenticity == .refused(.missing) && isTest(webhook) ? .test : authenticity
  }

  private static func isTest(_ webhook: Webhook) -> Bool {
    VendorDocument(webhook.body)?.isExactly(["test": true]) ?? false
  }

  /// Its test comes when the webhook is made, which is when its secret is shown: it may well come before any secret.
  static func answer(to reception: Reception, for webhook: Webhook, secrets: [String]) -> HookAnswer {
    let isEarly = reception == .noSecret && webhook.headers[signature.header] == nil && isTest(webhook)
    return .usual(to: isEarly ? .kept : reception)
  }

  /// Attempts at one delivery differ in `attempt_count`, so that their bodies do.
  static func deliveryID(of webhook: Webhook) -> String? { VendorDocument(webhook.body)?.id("id") }

  static func event(of webhook: Webhook) -> String? {
    guard let document = VendorDocument(webhook.body), let type = document.text("event_type") else { return nil }
    return document.text("event_subtype").map { "\(type)/\($0)" } ?? type
  }

  static func reading(of webhook: Webhook, answers: [VendorAnswer]) -> Reading {
    .understood { () throws(Unclear) in
      if isTest(webhook) { return .unconcerned("a test") }
      let document = try VendorDocument(webhook)
      guard try document.requiredEvent("event_type") == "candidate_moved",
        document.text("event_subtype") == "stage_changed"
      else { return .anotherEvent }
      guard let stage = document.text("payload.details.to_stage.category") else {
        throw document.unclear("payload.details.to_stage.category", "should be the category of the stage")
      }
      let asOf = AsOf.event(try document.time("created_at"), else: webhook)
      if hired.contains(stage) { return .hired(try hire(in: document, as: asOf)) }
      guard document.text("payload.details.from_stage.category").map(hired.contains) ?? false else {
        return .unconcerned("a move to and from other stages")
      }
      return .unhired(
        StatedWithdrawal(applicationId: try application(in: document), withdrawnAt: asOf.instant, asOf: asOf))
    }
  }

  private static func hire(in document: VendorDocument, as asOf: AsOf) throws(Unclear) -> StatedHire {
    StatedHire(
      applicationId: try application(in: document),
      emails: document.texts("payload.candidate.emails"), phones: document.texts("payload.candidate.phones"),
      jobs: [try document.requiredID("payload.offer.id")], hiredAt: asOf.instant, asOf: asOf)
  }

  /// A candidate is one for all offers: the application is the candidate at an offer.
  private static func application(in document: VendorDocument) throws(Unclear) -> String {
    "\(try document.requiredID("payload.candidate.id"))/\(try document.requiredID("payload.offer.id"))"
  }
}
