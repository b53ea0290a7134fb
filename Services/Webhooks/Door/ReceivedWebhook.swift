import Crypto
import FoundationEssentials
import PostgreSQLClient
import Vocabulary
import WebhooksDomain

/// An authentic webhook on its way into the table.
package struct ReceivedWebhook: Sendable {
  /// Its id here, should it be new.
  package let id: DeliveryID
  /// The source that it came to.
  package let source: String
  /// What the vendor, or else its body, calls it.
  package let externalID: String
  /// The vendor's word for the event.
  package let event: String?
  /// The headers, less those that prove who sent it.
  package let headers: PostgreSQLJSON
  /// The body as it came.
  package let body: [UInt8]
  /// The body's SHA-256.
  package let bodyHash: Data
  /// When it came.
  package let receivedAt: Timestamp
  /// Bytes that it takes, headers and body.
  package var bytes: Int { headers.bytes.count + body.count }

  /// Bytes of a vendor's word for a delivery beyond which its hash stands for it: an index has to hold it.
  private static let longestID = 200
  private static let longestEvent = 100

  /// A webhook that came to a source.
  package init(_ webhook: Webhook, to source: HookSource) {
    id = .make()
    self.source = source.name
    body = webhook.body
    bodyHash = Data(SHA256.hash(data: webhook.body))
    receivedAt = webhook.receivedAt
    externalID = Self.externalID(source.reader.deliveryID(of: webhook), else: bodyHash)
    event = source.reader.event(of: webhook).map { $0.storable(Self.longestEvent) }
    headers = Self.json(webhook.headers.filter { !HeadersThatProve.contains($0.key) })
  }

  private static func externalID(_ given: String?, else hash: Data) -> String {
    guard let given = given?.storable, !given.isEmpty else { return "sha256:\(hash.hexadecimal)" }
    guard given.utf8.count > longestID else { return given }
    return "sha256-of-id:\(Data(SHA256.hash(data: Data(given.utf8))).hexadecimal)"
  }

  private static func json(_ headers: [String: String]) -> PostgreSQLJSON {
    // Texts alone: what cannot be encoded is no dictionary of texts.
    let storable = headers.mapValues(\.storable)
    return PostgreSQLJSON((try? JSONEncoder().encode(storable)) ?? Data("{}".utf8))
  }
}

extension Data {
  /// Lower-case hexadecimal digits, two a byte.
  var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
