import Vocabulary

/// Merge, one API before many ATSs: webhooks `Offer.added`, `Offer.changed` and those of `Application`.
///
/// A hire is an offer whose status is `SIGNED`. Where an offer comes with the id of its application alone, the
/// application is asked for, with its candidate.
///
/// Read in its public documentation, never tried against the service. Not known: how much of the models around an offer
/// its webhooks hold. Its API wants `X-Account-Token` besides the key: the source's `accountToken`.
/// An unhire is not told: an offer that is signed no longer may have been replaced. Merge advises to ask daily.
enum MergeReader: VendorReader {
  static let vendor = Vendor.merge
  static let login: VendorLogin? = .bearerAndAccount(header: "x-account-token")

  private static let signature = BodySignature("x-merge-webhook-signature", .base64URL)

  static func authenticity(of webhook: Webhook, secrets: [String], at now: Timestamp) -> Authenticity {
    signature.authenticity(of: webhook, secrets: secrets)
  }

  /// None, since `hook.id` is the subscription's: a delivery is known by its body.
  static func deliveryID(of webhook: Webhook) -> String? { nil }

  static func event(of webhook: Webhook) -> String? { VendorDocument(webhook.body)?.text("hook.event") }

  /// One key signs for all the linked accounts of an organisation.
  static let namesAccount = true

  static func account(of webhook: Webhook) -> String? { VendorDocument(webhook.body)?.id("linked_account.id") }

  static func reading(of webhook: Webhook, answers: [VendorAnswer]) -> Reading {
    .understood { () throws(Unclear) in
      let document = try VendorDocument(webhook)
      switch try document.requiredEvent("hook.event") {
      case "Offer.added", "Offer.changed":
        guard let offer = document.object("data") else { throw document.unclear("data", "should be the offer") }
        return try reading(of: offer, webhook, answers)
      case "Application.added", "Application.changed":
        let offers = document.objects("data.offers").filter(\.isSigned)
        guard let offer = offers.first, let application = document.object("data") else {
          return .unconcerned("no offer that is signed")
        }
        return .hired(try hire(by: offer, application, of: webhook))
      default: return .anotherEvent
      }
    }
  }

  private static func reading(
    of offer: VendorDocument, _ webhook: Webhook, _ answers: [VendorAnswer]
  ) throws(Unclear) -> Reading {
    guard offer.isSigned else { return .unconcerned("an offer that is not signed") }
    if let application = offer.object("application"), application.object("candidate") != nil {
      return .hired(try hire(by: offer, application, of: webhook))
    }
    guard let id = offer.id("application") ?? offer.id("application.id") else {
      throw offer.unclear("application", "should be the application, or its id")
    }
    let question = VendorQuestion(
      path: "/api/ats/v1/applications/\(try id.pathSegment("data.application"))?expand=candidate,job")
    guard let answer = answers.answer(to: question) else { return .ask(question) }
    let told = try VendorDocument(answer, about: "the application")
    guard told.id("id") == id else { throw told.unclear("id", "should be the id that was asked about") }
    return .hired(try hire(by: offer, told, of: webhook))
  }

  /// The clock is the decision's date where there is one: a model that is told again after years of nothing must not
  /// undo what people withdrew since, and an offer that is signed anew has a new date.
  private static func hire(
    by offer: VendorDocument, _ application: VendorDocument, of webhook: Webhook
  ) throws(Unclear) -> StatedHire {
    let decided = try offer.time("closed_at")
    let jobs: [String] = Array(
      stated: application.id("job.code"), application.id("job.remote_id"), application.id("job.id"),
      application.id("job"))
    return StatedHire(
      applicationId: try application.requiredID("id"),
      emails: application.texts("candidate.email_addresses", under: "value"),
      phones: application.texts("candidate.phone_numbers", under: "value"),
      jobs: try jobs.named(in: application, "job"),
      hiredAt: decided ?? webhook.receivedAt, startsAt: try offer.time("start_date"),
      asOf: decided.map { AsOf($0, by: .decision) } ?? .receipt(of: webhook))
  }
}

extension VendorDocument {
  /// Whether an offer is signed.
  fileprivate var isSigned: Bool { text("status") == "SIGNED" }
}
