/// Mail could not be handed over, for a reason that lies with the server or the way to it, not with one message.
public struct SMTPError: Error, Sendable, CustomStringConvertible {
  /// Kinds of errors that callers tell apart.
  public enum Code: String, Sendable {
    /// The URL is none of a mail server.
    case invalidConfiguration = "invalid-configuration"
    /// Nobody answers there, or the answer broke off or came too late.
    case connectionFailed = "connection-failed"
    /// The server refuses user or password, or wants some.
    case authenticationFailed = "authentication-failed"
    /// The connection could not be encrypted as asked, or the certificate is not trusted.
    case encryptionFailed = "encryption-failed"
  }

  /// What kind of error it is.
  public let code: Code
  /// What happened; no password and no recipient in it.
  public let reason: String

  init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  /// Code and reason in one line.
  public var description: String { "\(code.rawValue): \(reason)" }
}
