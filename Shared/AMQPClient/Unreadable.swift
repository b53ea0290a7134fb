public import FoundationEssentials

/// Why a delivery could not be read whole.
public struct Unreadable: Error, Hashable, Sendable {
  /// The kind of reason.
  public enum Code: String, Sendable {
    /// The body is larger than `AMQPConfiguration.bodyLimit`; the delivery has none.
    case bodyTooLarge = "body-too-large"
    /// Header tables or lists lie in each other deeper than `AMQPLimits.depth`; the delivery has no headers.
    case headersTooDeep = "headers-too-deep"
    /// The properties break the rules of AMQP; what could be read is there.
    case malformed = "malformed-properties"
  }

  /// The kind of reason.
  public let code: Code
  /// What is wrong, for people; holds nothing out of the message.
  public let detail: String
  /// The table of headers as it came, where it could not be read: its bytes after its length.
  public internal(set) var headers: Data?

  init(_ code: Code, _ detail: String, headers: Data? = nil) {
    self.code = code
    self.detail = detail
    self.headers = headers
  }
}

/// Limits that are no setting, because nobody who means well comes near them.
public enum AMQPLimits {
  /// How deep tables and lists may lie in each other, in what is read and in what is sent; a header's own value is at 1.
  public static let depth = 32
  /// Bytes of a short string: exchange, routing key, a property that is a text, a header's name.
  public static let shortString = 255
}
