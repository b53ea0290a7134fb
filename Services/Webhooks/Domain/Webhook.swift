public import Vocabulary

/// A request as a vendor posted it: nothing of it is believed before its signature was looked at.
public struct Webhook: Sendable {
  /// The headers, by their names in lower case; of a header that came more than once, the values with `, ` between.
  public let headers: [String: String]
  /// The body, byte by byte as it came: signatures are over these bytes.
  public let body: [UInt8]
  /// When it came.
  public let receivedAt: Timestamp

  public init(headers: [String: String], body: [UInt8], receivedAt: Timestamp) {
    self.headers = headers
    self.body = body
    self.receivedAt = receivedAt
  }
}
