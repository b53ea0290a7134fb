/// What went wrong between this client and the broker, and whether trying again can help.
public struct AMQPError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The kind of error.
  public enum Code: String, Sendable {
    /// A setting cannot be used.
    case invalidConfiguration = "invalid-configuration"
    /// The broker cannot be reached.
    case connectionFailed = "connection-failed"
    /// The connection cannot be encrypted as it has to be: an unknown authority, another name, a certificate whose time is
    /// over, a server without TLS, a client's certificate that is not taken; the detail says which.
    case encryptionFailed = "encryption-failed"
    /// The broker refused user or password.
    case authenticationFailed = "authentication-failed"
    /// The connection ended without a word from the broker.
    case connectionLost = "connection-lost"
    /// The broker closed the connection.
    case connectionClosed = "connection-closed"
    /// The broker closed the channel, as it does after a refused or impossible operation.
    case channelClosed = "channel-closed"
    /// The broker ended the consumer, for instance because its queue was deleted.
    case consumerCancelled = "consumer-cancelled"
    /// There is no connection at the moment.
    case notConnected = "not-connected"
    /// The broker does not take messages at the moment (memory or disk alarm).
    case blocked = "blocked"
    /// The broker did not answer in time.
    case timeout = "timeout"
    /// librabbitmq reported something that fits no other code.
    case clientLibrary = "client-library"
    /// The client was told to stop.
    case shutDown = "shut-down"
  }

  /// The kind of error.
  public let code: Code
  /// What happened, for people; holds no credentials.
  public let detail: String
  /// The broker's reply code (AMQP 0-9-1, section 1.2), where it gave one.
  public let replyCode: Int?
  /// librabbitmq's status, where the error came from there.
  let status: Int?
  /// Whether the client itself gave the connection up, knowing that a new one will do better.
  var isRenewal = false

  /// An error of a kind.
  public init(_ code: Code, _ detail: String, replyCode: Int? = nil) {
    self.init(code, detail, replyCode: replyCode, status: nil)
  }

  init(_ code: Code, _ detail: String, replyCode: Int? = nil, status: Int?) {
    self.code = code
    self.detail = detail
    self.replyCode = replyCode
    self.status = status
  }

  /// Whether the same call may succeed later without anybody changing a setting or a permission.
  public var isRetriable: Bool {
    switch code {
    case .invalidConfiguration, .authenticationFailed, .shutDown: false
    case .channelClosed: replyCode != 403 && replyCode != 404 && replyCode != 406
    default: true
    }
  }

  /// Code, detail and reply code in one line.
  public var description: String {
    replyCode.map { "\(code.rawValue): \(detail) (reply code \($0))" } ?? "\(code.rawValue): \(detail)"
  }

  /// An error of a connection that the client gives up for a new one.
  static func renewal(_ code: Code, _ detail: String) -> AMQPError {
    var error = AMQPError(code, detail)
    error.isRenewal = true
    return error
  }
}
