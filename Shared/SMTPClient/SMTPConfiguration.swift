public import Certificates
import FoundationEssentials

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
  private(set) var address: String
  private(set) var host: String
  private(set) var user: String?
  private(set) var password: String?
  /// The files of the URL's parameters, by their names.
  private(set) var files: [String: String]
  /// Whether the connection has to be encrypted.
  public private(set) var encryption: Encryption
  /// Gives the server's URL as it is now, where it may change.
  ///
  /// Each new connection asks, so that passwords and addresses can be replaced while the program runs. Throws what is
  /// wrong with it, for logs.
  public var reread: (@Sendable () throws -> String)?
  private let plainText: PlainText
  private let wanted: Encryption
  /// How long the server may take.
  public var limits = SMTPLimits()
  /// What the server shows who is connected over TLS.
  public private(set) var serverCertificate = ServerCertificate()

  /// Reads `smtp://[user[:password]@]host[:port]` or `smtps://…`; throws `SMTPError` for anything else.
  ///
  /// User and password are percent-encoded where they hold `:`, `@` or `/`; a host beyond ASCII becomes A-labels. A
  /// password never goes out in clear: with `smtp://` and `off` it is an error. So is another machine, where what goes
  /// there may go in clear, unless that is allowed. Parameters are `cacertfile`, whom to trust instead of the system's
  /// authorities, and `certfile` and `keyfile`, for a server that asks who we are.
  public init(
    url: String, encryption: Encryption = .required, plainText: PlainText = .onLoopback
  ) throws(SMTPError) {
    guard let parts = URLComponents(string: url), let scheme = parts.scheme, ["smtp", "smtps"].contains(scheme),
      let host = Self.host(parts), ["", "/"].contains(parts.path)
    else {
      throw SMTPError(
        .invalidConfiguration, "the mail server's URL must be smtp://[user:password@]host[:port], or smtps://…")
    }
    self.files = try Self.files(parts.queryItems ?? [])
    let isLogin = parts.user?.isEmpty == false || parts.password?.isEmpty == false
    if isLogin && scheme == "smtp" && encryption == .off {
      throw SMTPError(
        .invalidConfiguration,
        "a password goes out encrypted only: set the encryption to 'required', or take user and password out of the URL"
      )
    }
    let port = parts.port ?? (scheme == "smtps" ? 465 : 587)
    self.address = "\(scheme)://\(host):\(port)"
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    self.user = parts.user
    self.password = parts.password
    self.encryption = isLogin ? .required : encryption
    (self.wanted, self.plainText) = (encryption, plainText)
    if scheme == "smtp" && self.encryption != .required && !plainText.allows(host) {
      throw SMTPError(
        .invalidConfiguration,
        "'\(host)' is not this machine, and letters may go there in clear: set the encryption to 'required',"
          + " \(PlainText.advice)")
    }
  }

  /// The configuration for the next connection: address, user, password and files as they are now, limits as they were.
  func current() throws(SMTPError) -> SMTPConfiguration {
    guard let reread else { return self }
    do {
      var current = try SMTPConfiguration(url: try reread(), encryption: wanted, plainText: plainText)
      (current.limits, current.serverCertificate) = (limits, serverCertificate)
      return current
    } catch let error as SMTPError {
      throw error
    } catch {
      throw SMTPError(.invalidConfiguration, "the mail server's URL cannot be read again: \(error)")
    }
  }

  /// The files of certificates that count for it.
  public var certificateFiles: [CertificateFile] {
    [
      files["cacertfile"].map { CertificateFile($0, role: .authority) },
      files["certfile"].map { CertificateFile($0, role: .client) },
    ].compactMap { $0 }
  }

  private static func files(_ items: [URLQueryItem]) throws(SMTPError) -> [String: String] {
    let known = ["cacertfile", "certfile", "keyfile"]
    var files: [String: String] = [:]
    for item in items {
      guard known.contains(item.name) else {
        throw SMTPError(
          .invalidConfiguration,
          "the mail server's URL has a parameter '\(item.name)' that is not known; known are"
            + " \(known.joined(separator: ", "))")
      }
      guard let path = item.value, FileManager.default.isReadableFile(atPath: path) else {
        throw SMTPError(
          .invalidConfiguration, "the mail server's URL names a \(item.name) that cannot be read: \(item.value ?? "")")
      }
      files[item.name] = path
    }
    guard (files["certfile"] == nil) == (files["keyfile"] == nil) else {
      throw SMTPError(
        .invalidConfiguration, "the mail server's URL has one of certfile and keyfile without the other")
    }
    return files
  }

  /// Scheme, host and port, for logs and errors.
  public var target: String { address }

  private static func host(_ parts: URLComponents) -> String? {
    guard let host = parts.host, !host.isEmpty else { return nil }
    return host.allSatisfy(\.isASCII) ? host : MailAddress.domain(host)
  }
}
