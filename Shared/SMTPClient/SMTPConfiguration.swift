import FoundationEssentials

/// Where mail is handed over, and how.
public struct SMTPConfiguration: Sendable {
  /// Whether the connection has to be encrypted.
  public enum Encryption: String, Sendable, CaseIterable {
    /// STARTTLS, or TLS from the start with `smtps://`; a server without either is not used.
    case required
    /// STARTTLS where the server offers it.
    case opportunistic
    /// None: for a server on the same machine.
    case off
  }

  /// `smtp://host:port` or `smtps://host:port`, without user and password.
  let address: String
  let user: String?
  let password: String?
  /// Whether the connection has to be encrypted.
  public var encryption: Encryption
  /// How long a connection may take to be made.
  public var connectTimeout: Duration = .seconds(10)
  /// How long one message may take, the connection included.
  public var timeout: Duration = .seconds(20)

  /// Reads `smtp://[user[:password]@]host[:port]` or `smtps://…`; throws `SMTPError` for anything else.
  ///
  /// User and password are percent-encoded where they hold `:`, `@` or `/`.
  public init(url: String, encryption: Encryption = .required) throws(SMTPError) {
    guard let parts = URLComponents(string: url), let scheme = parts.scheme, ["smtp", "smtps"].contains(scheme),
      let host = parts.host, !host.isEmpty, ["", "/"].contains(parts.path), parts.query == nil
    else {
      throw SMTPError(
        .invalidConfiguration, "the mail server's URL must be smtp://[user:password@]host[:port], or smtps://…")
    }
    let port = parts.port ?? (scheme == "smtps" ? 465 : 587)
    self.address = "\(scheme)://\(host):\(port)"
    self.user = parts.user
    self.password = parts.password
    self.encryption = encryption
  }

  /// Scheme, host and port, for logs and errors.
  public var target: String { address }
}
