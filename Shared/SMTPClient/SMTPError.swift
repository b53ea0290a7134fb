/// The settings of a mail server cannot be used.
public struct SMTPError: Error, Sendable, CustomStringConvertible {
  /// Kinds of errors that callers tell apart.
  public enum Code: String, Sendable {
    /// The URL is none of a mail server, or asks for what is not done.
    case invalidConfiguration = "invalid-configuration"
  }

  /// What kind of error it is.
  public let code: Code
  /// What happened, and what to do; no password in it.
  public let reason: String

  init(_ code: Code, _ reason: String) {
    self.code = code
    self.reason = reason
  }

  /// Code and reason in one line.
  public var description: String { "\(code.rawValue): \(reason)" }
}
