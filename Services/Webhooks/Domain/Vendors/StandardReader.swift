import FoundationEssentials
import Vocabulary

/// Whoever follows Standard Webhooks (standardwebhooks.com), with the contract's own data: types `hire.reported` and
/// `hire.withdrawn`.
///
/// Signatures are HMAC-SHA256 in the form `v1`; those of public keys (`v1a`) are passed over. Read in the public
/// specification, one signature of which was recomputed; never tried with a sender that is not ours.
enum StandardReader: VendorReader {
  static let vendor = Vendor.standard
  static let login: VendorLogin? = nil

  /// Five minutes, as is customary: each attempt is signed with a time of its own.
  private static let window = ReplayWindow(past: 300)

  static func authenticity(of webhook: Webhook, secrets: [String], at now: Timestamp) -> Authenticity {
    guard let header = webhook.headers["webhook-signature"] else { return .refused(.missing) }
    let codes = header.split(separator: " ").filter { $0.hasPrefix("v1,") }
      .compactMap { SignatureText.base64.code($0.dropFirst(3)) }
    guard let id = webhook.headers["webhook-id"], !id.isEmpty, let time = webhook.headers["webhook-timestamp"],
      let instant = Timestamp(since1970: time), !codes.isEmpty
    else { return .refused(.malformed) }
    let message = [Array("\(id).\(time).".utf8), webhook.body]
    return window.within(
      instant, at: now, SharedSecrets(secrets, key: key).authenticity(of: message, signed: codes))
  }

  /// A secret's key: base64 after `whsec_`; without that, the secret's own bytes.
  private static func key(_ secret: String) -> [UInt8]? {
    guard secret.hasPrefix("whsec_") else { return Array(secret.utf8) }
    return Data(base64Encoded: String(secret.dropFirst(6))).map(Array.init)
  }

  static func deliveryID(of webhook: Webhook) -> String? { webhook.headers["webhook-id"] }

  static func event(of webhook: Webhook) -> String? { VendorDocument(webhook.body)?.text("type") }

  static func reading(of webhook: Webhook, answers: [VendorAnswer]) -> Reading {
    .understood { () throws(Unclear) in
      let document = try VendorDocument(webhook)
      switch try document.requiredEvent("type") {
      case "hire.reported", "coopt.integration.hire-reported.v1":
        return .hired(try hire(in: document, of: webhook))
      case "hire.withdrawn", "coopt.integration.hire-withdrawn.v1":
        return .unhired(try withdrawal(in: document, of: webhook))
      default: return .anotherEvent
      }
    }
  }

  private static func hire(in document: VendorDocument, of webhook: Webhook) throws(Unclear) -> StatedHire {
    let offer = StatedOffer(
      offerId: document.text("data.offerId"), offerReference: document.id("data.offerReference"))
    guard offer.offerId != nil || offer.offerReference != nil else {
      throw document.unclear("data.offerId", "should be the offer, or `data.offerReference` its reference")
    }
    return StatedHire(
      applicationId: try document.requiredID("data.applicationId"),
      emails: Array(stated: document.text("data.candidate.email")),
      phones: Array(stated: document.text("data.candidate.phone")),
      candidateId: document.text("data.candidate.candidateId"),
      candidacyId: document.text("data.candidate.candidacyId"),
      jobs: Array(stated: offer.offerReference), offer: offer,
      hiredAt: try document.requiredTime("data.hiredAt"), startsAt: try document.time("data.startsAt"),
      asOf: try asOf(in: document, of: webhook))
  }

  private static func withdrawal(
    in document: VendorDocument, of webhook: Webhook
  ) throws(Unclear) -> StatedWithdrawal {
    StatedWithdrawal(
      applicationId: try document.requiredID("data.applicationId"),
      withdrawnAt: try document.requiredTime("data.withdrawnAt"), reason: document.text("data.reason"),
      asOf: try asOf(in: document, of: webhook))
  }

  /// What the data says, else the event's `timestamp`; the header's is that of the attempt.
  private static func asOf(in document: VendorDocument, of webhook: Webhook) throws(Unclear) -> AsOf {
    let stated = try document.time("data.asOf")
    return .event(try stated == nil ? document.time("timestamp") : stated, else: webhook)
  }
}

extension VendorDocument {
  /// A time that has to be there.
  fileprivate func requiredTime(_ path: String) throws(Unclear) -> Timestamp {
    guard let time = try time(path) else { throw unclear(path, "should be a time with its offset, or a day") }
    return time
  }
}
