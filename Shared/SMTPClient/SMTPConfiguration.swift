import Foundation

/// Where mail is handed over, and how.
public struct SMTPConfiguration: Sendable {
  /// Whether the connection has to be encrypted.
  public enum Encryption: String, Sendable, CaseIterable {
    /// STARTTLS, or TLS from the start with `smtps://`; a server without either is not used.
    case required
    /// STARTTLS where the server offers it; with a password the same as `required`.
    case opportunistic
    /// None: for a server on the same machine, and never with a password.
    case off
  }

  /// `smtp://host:port` or `smtps://host:port`, without user and password.
  let address: String
  let user: String?
  let password: String?
  /// Whether the connection has to be encrypted.
  public let encryption: Encryption
  /// How long the server may take.
  public var limits = SMTPLimits()

  /// Reads `smtp://[user[:password]@]host[:port]` or `smtps://…`; throws `SMTPError` for anything else.
  ///
  /// User and password are percent-encoded where they hold `:`, `@` or `/`; a host beyond ASCII becomes A-labels. A
  /// password never goes out in clear: with `smtp://` and `off` it is an error.
  public init(url: String, encryption: Encryption = .required) throws(SMTPError) {
    guard let parts = URLComponents(string: url), let scheme = parts.scheme, ["smtp", "smtps"].contains(scheme),
      let host = Self.host(parts), ["", "/"].contains(parts.path), parts.query == nil
    else {
      throw SMTPError(
        .invalidConfiguration, "the mail server's URL must be smtp://[user:password@]host[:port], or smtps://…")
    }
    let isLogin = parts.user?.isEmpty == false || parts.password?.isEmpty == false
    if isLogin && scheme == "smtp" && encryption == .off {
      throw SMTPError(
        .invalidConfiguration,
        "a password goes out encrypted only: set the encryption to 'required', or take user and password out of the URL"
      )
    }
    let port = parts.port ?? (scheme == "smtps" ? 465 : 587)
    self.address = "\(scheme)://\(host):\(port)"
    self.user = parts.user
    self.password = parts.password
    self.encryption = isLogin ? .required : encryption
  }

  /// Scheme, host and port, for logs and errors.
  public var target: String { address }

  private static func host(_ parts: URLComponents) -> String? {
    guard let host = parts.host, !host.isEmpty else { return nil }
    return host.allSatisfy(\.isASCII) ? host : MailAddress.domain(host)
  }
}
