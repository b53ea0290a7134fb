import Foundation
import Vocabulary
import WebhooksDomain

/// A vendor whose webhooks say plainly what a test wants them to say; the secret itself is the signature.
enum PlainReader: VendorReader {
  static let vendor = Vendor.greenhouse
  static let login: VendorLogin? = .bearer
  static let signature = "x-plain-signature"

  static func authenticity(of webhook: Webhook, secrets: [String], at now: Timestamp) -> Authenticity {
    guard let signature = webhook.headers[signature] else {
      return webhook.body == Array("test".utf8) ? .test : .refused(.missing)
    }
    return secrets.contains(signature) ? .authentic : .refused(.mismatch)
  }

  static func deliveryID(of webhook: Webhook) -> String? { PlainWebhook(webhook.body)?.id }

  static func event(of webhook: Webhook) -> String? { PlainWebhook(webhook.body)?.kind.rawValue }

  static let namesAccount = true

  static func account(of webhook: Webhook) -> String? { PlainWebhook(webhook.body)?.account }

  static func reading(of webhook: Webhook, answers: [VendorAnswer]) -> Reading {
    guard let said = PlainWebhook(webhook.body) else { return .unclear("`kind` should be one of this test's.") }
    return said.reading(receivedAt: webhook.receivedAt, answers: answers)
  }

  static func answer(to reception: Reception, for webhook: Webhook, secrets: [String]) -> HookAnswer {
    switch reception {
    case .kept: HookAnswer(200, headers: ["x-known-secrets": String(secrets.count)], body: "kept")
    case .refused(let defect): HookAnswer(401, body: defect.rawValue)
    case .noSecret: HookAnswer(503, body: "no secret")
    case .failed: HookAnswer(503, body: "failed")
    case .tooLarge: HookAnswer(413)
    case .tooMany: HookAnswer(429)
    }
  }
}

/// What such a webhook says.
struct PlainWebhook: Codable, Sendable {
  enum Kind: String, Codable { case hired, unhired, ask, unconcerned }

  var id: String? = UUID().uuidString
  var kind = Kind.hired
  var account: String?
  var application = "app-1"
  var emails = ["ada@example.com"]
  var phones: [String] = []
  var jobs = ["job-1"]
  var candidacy: String?
  var hiredAt: Timestamp?
  var startsAt: Timestamp?
  var eventAt: Timestamp?
  var decidedAt: Timestamp?
  var isDerived: Bool? = nil
  var path: String?

  init(_ change: (inout PlainWebhook) -> Void = { _ in }) { change(&self) }

  init?(_ body: [UInt8]) {
    guard let said = try? JSONDecoder().decode(PlainWebhook.self, from: Data(body)) else { return nil }
    self = said
  }

  /// The same bytes each time.
  var body: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return Array(try encoder.encode(self))
    }
  }

  func reading(receivedAt: Timestamp, answers: [VendorAnswer]) -> Reading {
    switch kind {
    case .unconcerned: return .unconcerned("another event")
    case .ask:
      let question = VendorQuestion(path: path ?? "/applications/\(application)")
      guard let answer = answers.first(where: { $0.question == question }) else { return .ask(question) }
      guard let told = PlainWebhook(answer.body) else { return .unclear("The vendor's answer is not of this test's.") }
      return told.reading(receivedAt: receivedAt, answers: [])
    case .hired:
      let asOf = asOf(receivedAt)
      return .hired(
        StatedHire(
          applicationId: application, emails: emails, phones: phones, candidacyId: candidacy, jobs: jobs,
          hiredAt: hiredAt ?? asOf.instant, startsAt: startsAt, asOf: asOf))
    case .unhired:
      let asOf = asOf(receivedAt)
      return .unhired(
        StatedWithdrawal(
          applicationId: application, withdrawnAt: asOf.instant, isDerived: isDerived ?? false, asOf: asOf))
    }
  }

  private func asOf(_ receivedAt: Timestamp) -> AsOf {
    if let eventAt { return AsOf(eventAt, by: .event) }
    return decidedAt.map { AsOf($0, by: .decision) } ?? AsOf(receivedAt, by: .receipt)
  }
}
