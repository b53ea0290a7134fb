import FoundationEssentials

/// Where the broker is, who connects, and how long anything may take.
public struct AMQPConfiguration: Sendable {
  /// The broker's host name or address.
  public var host: String
  /// The broker's port.
  public var port: Int
  /// The virtual host, without a leading slash unless its name has one.
  public var virtualHost: String
  /// The user that logs in.
  public var user: String
  /// The user's password; in no description and no log.
  public var password: String
  /// Whether to speak TLS (`amqps`).
  public var usesTLS: Bool
  /// The file of certificate authorities to trust, PEM; required with TLS, because librabbitmq trusts none by itself.
  public var certificateAuthorityFile: String?
  /// The name that the broker's management shows for the connection.
  public var connectionName: String
  /// Seconds between heartbeats asked for; either side gives up after two without a sign of life.
  public var heartbeatSeconds: Int
  /// Seconds that connecting and logging in may take.
  public var connectTimeoutSeconds: Int
  /// Seconds that a declaration, or any other question to the broker, may take.
  public var rpcTimeoutSeconds: Int
  /// Seconds that the connection's thread may be held by one write before the socket is shut down under it.
  public var writeTimeoutSeconds: Int

  /// A configuration with the usual time limits.
  public init(
    host: String,
    port: Int = 5672,
    virtualHost: String = "/",
    user: String,
    password: String,
    usesTLS: Bool = false,
    certificateAuthorityFile: String? = nil,
    connectionName: String = "coopt"
  ) {
    self.host = host
    self.port = port
    self.virtualHost = virtualHost
    self.user = user
    self.password = password
    self.usesTLS = usesTLS
    self.certificateAuthorityFile = certificateAuthorityFile
    self.connectionName = connectionName
    self.heartbeatSeconds = 20
    self.connectTimeoutSeconds = 10
    self.rpcTimeoutSeconds = 10
    self.writeTimeoutSeconds = 30
  }

  /// Reads `amqp://user:password@host:port/vhost` or `amqps://…`, percent-encoded as RabbitMQ's URI specification says.
  ///
  /// Throws `AMQPError` with code `invalidConfiguration` that names the part at fault, never the password.
  public init(url text: String, connectionName: String = "coopt") throws(AMQPError) {
    func invalid(_ reason: String) -> AMQPError {
      AMQPError(.invalidConfiguration, "the broker's URL \(reason); expected amqp://user:password@host:port/vhost")
    }
    guard let url = URLComponents(string: text) else { throw invalid("cannot be read") }
    guard url.scheme == "amqp" || url.scheme == "amqps" else { throw invalid("has a scheme other than amqp and amqps") }
    guard let host = url.host, !host.isEmpty else { throw invalid("names no host") }
    guard let user = url.user, !user.isEmpty else { throw invalid("names no user") }
    guard let password = url.password else { throw invalid("has no password") }
    let path = url.path.dropFirst()
    let usesTLS = url.scheme == "amqps"
    self.init(
      // An IPv6 address stands in brackets in a URL, and nowhere else.
      host: host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host,
      port: url.port ?? (usesTLS ? 5671 : 5672),
      virtualHost: path.isEmpty ? "/" : String(path),
      user: user,
      password: password,
      usesTLS: usesTLS,
      connectionName: connectionName
    )
    for item in url.queryItems ?? [] where item.name == "cacertfile" {
      certificateAuthorityFile = item.value
    }
    if usesTLS, certificateAuthorityFile == nil {
      throw invalid("is amqps but has no ?cacertfile=")
    }
  }

  /// The broker's address without credentials, for logs.
  public var address: String { "\(usesTLS ? "amqps" : "amqp")://\(host):\(port)/\(virtualHost)" }
}

extension AMQPConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// User and address, without the password: whoever prints what holds a configuration must not print that.
  public var description: String { "\(user)@\(address)" }

  /// The same as `description`.
  public var debugDescription: String { description }

  /// Shows the description alone.
  public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
