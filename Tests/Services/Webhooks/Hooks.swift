import Certificates
import Foundation
import Logging
import MessageHandling
import Messages
import PostgreSQLClient
import ServiceTesting
import TestStack
import Testing
import Vocabulary
import WebhooksDomain
import WebhooksService

/// Webhooks of two sources in a database of their own, kept as the door keeps them and looked at as the service does.
struct Hooks: Sendable {
  let database: ServiceDatabase
  let settings: HookSettings
  let secrets: ChangingText

  static let now = Timestamp("2026-11-20T09:00:00Z")!
  static let offer = OfferID("0199f1c4-1204-7141-8a77-5e0f3b1d1204")!
  static let company = CompanyID("0199f1c4-1203-7141-8a77-5e0f3b1d1203")!
  static let secret = "s3cret"

  /// What a source signs with where `plain` signs with a secret: no two share one.
  static func signature(_ secret: String, of source: String) -> String {
    source == "other" ? "\(secret) of other" : secret
  }

  /// An instant of these tests, so many minutes after the first.
  static func at(_ minutes: Double) -> Timestamp { now.adding(seconds: minutes * 60) }

  /// Two sources: of `plain` jobs are mapped, of `other` they are references.
  static func with(
    api: String? = nil, amqpURL: String? = nil, change: (inout HookSettings) -> Void = { _ in },
    _ body: (Hooks) async throws -> Void
  ) async throws {
    let address = try api.map { try #require(VendorAddress($0, plainText: .onLoopback)) }
    let sources = try HookSources([
      HookSource(
        name: "plain", vendor: .greenhouse, reader: PlainReader.self, sourceSystem: "hooks/plain", companyID: company,
        api: address),
      HookSource(
        name: "other", vendor: .ashby, reader: PlainReader.self, sourceSystem: "hooks/other", jobs: .reference),
    ])
    let secrets = ChangingText(try text(amqpURL: amqpURL))
    var settings = HookSettings(
      sources: sources,
      secrets: try HookSecrets(of: sources.all.map(\.name), freshness: .zero) { secrets.value })
    change(&settings)
    let made = settings
    try await ServiceDatabase.with({ _ in WebhooksService.definition(made) }) { database in
      try await body(Hooks(database: database, settings: made, secrets: secrets))
    }
  }

  /// The sources' secrets as their file has them.
  static func text(signing: [String] = [secret], amqpURL: String? = nil, token: String? = "t0ken") throws -> String {
    struct Entry: Encodable {
      let amqpUrl: String?
      let signing: [String]
      let apiToken: String?
    }
    func entry(of source: String) -> Entry {
      Entry(amqpUrl: amqpURL, signing: signing.map { signature($0, of: source) }, apiToken: token)
    }
    let entries = ["plain": entry(of: "plain"), "other": entry(of: "other")]
    return String(decoding: try JSONEncoder().encode(entries), as: UTF8.self)
  }

  // MARK: What comes

  /// Keeps a webhook that came at an instant; its id where it is the first of its kind.
  @discardableResult
  func receive(_ said: PlainWebhook, at instant: Timestamp = now, from source: String = "plain") async throws
    -> DeliveryID
  {
    try await receive(bytes: try said.body, at: instant, from: source)
  }

  @discardableResult
  func receive(bytes: [UInt8], at instant: Timestamp = now, from source: String = "plain") async throws -> DeliveryID {
    let webhook = Webhook(
      headers: [
        "content-type": "application/json", PlainReader.signature: Self.signature(Self.secret, of: source),
        "x-event": "plain",
      ],
      body: bytes, receivedAt: instant)
    let received = ReceivedWebhook(webhook, to: try #require(settings.sources[source]))
    let keeper = DeliveryKeeper(database.pool, logger: Logger(label: "test")) {}
    #expect(await keeper.keep(received))
    return received.id
  }

  /// Looks at all that is due; the quarantines that staff hear of.
  @discardableResult
  func read(at instant: Timestamp = now) async throws -> [DeliveryQuarantined] {
    let work = ReadDeliveries(settings)
    var told: [DeliveryQuarantined] = []
    while true {
      let (next, emitted) = try await database.run(work, at: instant)
      told += try emitted.map {
        try MessageCoder().decode(CloudEvent<DeliveryQuarantined>.self, from: $0.body).data
      }
      guard next == .immediately else { return told }
    }
  }

  /// Says which offer a job is.
  @discardableResult
  func map(_ job: String = "job-1", of source: String = "plain") async throws -> MapJob.Result {
    try await database.handle(
      MapJobHandler(settings.sources), [MapJob(source: source, job: job, offerId: Self.offer)], by: "ada"
    ).decisions[0].get()
  }

  // MARK: What came of it

  /// A webhook as it is shown.
  func shown(_ id: DeliveryID) async throws -> GetDelivery.Result {
    try await database.handle(GetDeliveryHandler(), [GetDelivery(deliveryId: id)]).decisions[0].get()
  }

  func state(_ id: DeliveryID) async throws -> DeliveryState { try await shown(id).delivery.state }

  /// All reports in the order in which they were made, each as its key and its data.
  func reports() async throws -> [(key: String, data: JSONObject)] {
    let rows = try await database.query("select routing_key, data from webhooks.reports order by position")
    return try rows.map { row in
      let json = try row["data", as: PostgreSQLJSON.self]
      return (
        try row["routing_key", as: String.self], try JSONDecoder().decode(JSONObject.self, from: Data(json.bytes))
      )
    }
  }

  /// The keys of the reports, and as of when each speaks.
  func told() async throws -> [Told] {
    try await reports().map { report in
      guard case .string(let text)? = report.data["asOf"] else { throw MissingAsOf() }
      return Told(key: report.key, asOf: try #require(Timestamp(text)))
    }
  }

  struct Told: Hashable {
    let key: String
    let asOf: Timestamp
  }

  struct MissingAsOf: Error {}
}
