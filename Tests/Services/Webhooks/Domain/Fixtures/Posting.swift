import Testing
import Vocabulary
import WebhooksDomain

/// A hire as a vendor posts it, in each form of its signature.
struct Posting: Sendable, CustomTestStringConvertible {
  let name: String
  let vendor: Vendor
  /// The header with the signature; nil where it is in the body.
  var signature: String?
  /// The headers that are signed with it.
  var signedHeaders: [String] = []
  /// Whether all of the body is signed.
  var coversBody = true
  /// Seconds in the past up to which a time is taken; nil where no time is signed.
  var window: Double?
  /// The webhook, signed with a secret at an instant.
  let webhook: @Sendable (_ secret: String, _ instant: Timestamp) -> Webhook
  /// What the vendor's API answers, by path.
  var answers: [String: String] = [:]

  var testDescription: String { name }
}

extension Posting {
  private static let day: Double = 86_400

  static let all = [
    Posting(name: "greenhouse", vendor: .greenhouse, signature: "signature") {
      GreenhouseFixture.webhook(GreenhouseFixture.hire, secret: $0, at: $1)
    },
    Posting(name: "ashby", vendor: .ashby, signature: "ashby-signature") {
      AshbyFixture.webhook(AshbyFixture.hire, secret: $0, at: $1)
    },
    Posting(
      name: "lever", vendor: .lever, coversBody: false, window: 3 * day,
      webhook: { LeverFixture.webhook(secret: $0, at: $1) },
      answers: [LeverFixture.path: LeverFixture.hired, LeverFixture.reasonPath: LeverFixture.hiredReason]),
    Posting(name: "workable", vendor: .workable, signature: "x-workable-signature") {
      WorkableFixture.webhook(WorkableFixture.hire, secret: $0, at: $1)
    },
    Posting(
      name: "smartrecruiters", vendor: .smartrecruiters, signature: "smartrecruiters-signature",
      signedHeaders: ["smartrecruiters-timestamp", "event-id", "event-name", "event-version", "link"],
      window: day + 3600, webhook: { SmartRecruitersFixture.webhook(secrets: [$0], at: $1) },
      answers: [
        SmartRecruitersFixture.path: SmartRecruitersFixture.hired,
        SmartRecruitersFixture.candidatePath: SmartRecruitersFixture.candidate,
      ]),
    Posting(
      name: "teamtailor, in a header", vendor: .teamtailor, signature: "tt-signature", window: day,
      webhook: { TeamtailorFixture.practised(secret: $0, at: $1) },
      answers: [TeamtailorFixture.path: TeamtailorFixture.hired]),
    Posting(
      name: "teamtailor, in the body", vendor: .teamtailor, coversBody: false,
      webhook: { TeamtailorFixture.documented(secret: $0, at: $1) },
      answers: [TeamtailorFixture.path: TeamtailorFixture.hired]),
    Posting(name: "recruitee", vendor: .recruitee, signature: "x-recruitee-signature") {
      RecruiteeFixture.webhook(RecruiteeFixture.hire, secret: $0, at: $1)
    },
    Posting(
      name: "bamboohr", vendor: .bamboohr, signature: "x-bamboohr-signature",
      signedHeaders: ["x-bamboohr-timestamp"], window: day,
      webhook: { BambooHRFixture.webhook(secret: $0, at: $1) },
      answers: [BambooHRFixture.path: BambooHRFixture.employee()]),
    Posting(name: "merge", vendor: .merge, signature: "x-merge-webhook-signature") {
      MergeFixture.webhook(secret: $0, at: $1)
    },
    Posting(
      name: "standard", vendor: .standard, signature: "webhook-signature",
      signedHeaders: ["webhook-id", "webhook-timestamp"], window: 300,
      webhook: { StandardFixture.webhook(StandardFixture.hire, secrets: [$0], at: $1) }),
  ]

  /// Whether one of some secrets signed it, looked at when it comes.
  func authenticity(_ webhook: Webhook, _ secrets: [String] = [secret], at now: Timestamp = noon) -> Authenticity {
    vendor.reader.authenticity(of: webhook, secrets: secrets, at: now)
  }
}
