import FoundationEssentials
import Vocabulary

/// Teamtailor, an ATS: webhook `job_application.update`.
///
/// Its documents disagree with what integrations see. Both forms of the signature are taken: the header `TT-Signature`
/// over time and body, and where there is no such header `signature` in the body, which covers the **id of the
/// resource alone**. Nothing else of the body is believed: the vendor's API says how the application stands.
///
/// Read in its public documentation and in public integrations, never tried against the service. Not known: which form
/// a company's account sends, whether retries keep the time, how the API names the kind of a stage (`stage-type`, or
/// else the name `Hired`), and what statuses it takes for success.
enum TeamtailorReader: VendorReader {
  static let vendor = Vendor.teamtailor
  static let login: VendorLogin? = .token

  /// A day: nobody says whether retries keep the old time, and what is replayed only makes us ask again.
  private static let window = ReplayWindow(past: 24 * ReplayWindow.hour)
  /// The version of the API whose answers are read here.
  private static let apiVersion = "20240404"

  static func authenticity(of webhook: Webhook, secrets: [String], at now: Timestamp) -> Authenticity {
    if let header = webhook.headers["tt-signature"] {
      return authenticity(of: webhook, signedBy: header, secrets: secrets, at: now)
    }
    guard let document = VendorDocument(webhook.body), let signature = document.text("signature") else {
      return .refused(.missing)
    }
    guard let id = document.id("payload.data.id"), let inner = Data(base64Encoded: signature),
      let code = SignatureText.hexadecimal.code(String(decoding: inner, as: UTF8.self))
    else { return .refused(.malformed) }
    return SharedSecrets(secrets).authenticity(of: [Array(id.utf8)], signed: [code])
  }

  /// The header is base64 of `t=<seconds>,v2=<hexadecimal>`, over the seconds, a dot and the body.
  private static func authenticity(
    of webhook: Webhook, signedBy header: String, secrets: [String], at now: Timestamp
  ) -> Authenticity {
    let parts = parts(of: header)
    let codes = parts.filter { $0.hasPrefix("v2=") }.compactMap { SignatureText.hexadecimal.code($0.dropFirst(3)) }
    guard let time = time(in: parts), !codes.isEmpty,
      let instant = Timestamp(since1970: time)
    else { return .refused(.malformed) }
    let message = [Array("\(time).".utf8), webhook.body]
    return window.within(instant, at: now, SharedSecrets(secrets).authenticity(of: message, signed: codes))
  }

  private static func parts(of header: String) -> [Substring] {
    Data(base64Encoded: header).map { String(decoding: $0, as: UTF8.self).split(separator: ",") } ?? []
  }

  private static func time(in parts: [Substring]) -> Substring? {
    parts.first { $0.hasPrefix("t=") }?.dropFirst(2)
  }

  /// The signed time and the body; where no time is signed, the receipt and the body.
  ///
  /// The body may be the same when somebody is rejected and taken back: `changed-stage-at` stays as it was. Taken for the
  /// delivery of before, the second hire would be lost. A retry that is taken for another delivery makes us ask again, and
  /// nothing else.
  static func deliveryID(of webhook: Webhook) -> String? {
    let signedAt = webhook.headers["tt-signature"].flatMap { time(in: parts(of: $0)) }
    return webhook.named(signedAt.map(String.init) ?? webhook.receivedAt.description)
  }

  static func event(of webhook: Webhook) -> String? { VendorDocument(webhook.body)?.text("payload.event_name") }

  static func reading(of webhook: Webhook, answers: [VendorAnswer]) -> Reading {
    .understood { () throws(Unclear) in
      let document = try VendorDocument(webhook)
      guard try document.requiredEvent("payload.event_name") == "job_application.update" else { return .anotherEvent }
      let id = try document.requiredID("payload.data.id")
      let question = VendorQuestion(
        path: "/v1/job-applications/\(try id.pathSegment("payload.data.id"))?include=candidate,job,stage",
        headers: ["x-api-version": apiVersion, "accept": "application/vnd.api+json"])
      guard let answer = answers.answer(to: question) else { return .ask(question) }
      return try state(of: id, in: try VendorDocument(answer, about: "the application"), of: webhook)
    }
  }

  private static func state(
    of id: String, in told: VendorDocument, of webhook: Webhook
  ) throws(Unclear) -> Reading {
    guard told.id("data.id") == id else { throw told.unclear("data.id", "should be the id that was asked about") }
    guard let stage = told.included("stage"),
      let kind = stage.text("attributes.stage-type")
        ?? stage.text("attributes.name")
    else { throw told.unclear("included", "should have the stage") }
    // When the stage changed is no clock: who is rejected and taken back stays in a stage of old. The signed time is none
    // either, since one of the two forms has none.
    let asOf = AsOf.receipt(of: webhook)
    guard told.value("data.attributes.rejected-at") == nil, kind.lowercased() == "hired" else {
      return .unhired(StatedWithdrawal(applicationId: id, withdrawnAt: asOf.instant, isDerived: true, asOf: asOf))
    }
    return .hired(try hire(of: id, in: told, as: asOf))
  }

  private static func hire(of id: String, in told: VendorDocument, as asOf: AsOf) throws(Unclear) -> StatedHire {
    let candidate = told.included("candidate")
    return StatedHire(
      applicationId: id, emails: Array(stated: candidate?.text("attributes.email")),
      phones: Array(stated: candidate?.text("attributes.phone")),
      jobs: [try told.requiredID("data.relationships.job.data.id")],
      hiredAt: try told.time("data.attributes.changed-stage-at") ?? asOf.instant, asOf: asOf)
  }
}

extension VendorDocument {
  /// What comes with a JSON:API document by one of its relationships; nil where it does not.
  fileprivate func included(_ relationship: String) -> VendorDocument? {
    guard let id = id("data.relationships.\(relationship).data.id"),
      let type = text("data.relationships.\(relationship).data.type")
    else { return nil }
    return objects("included").first { $0.id("id") == id && $0.text("type") == type }
  }
}
