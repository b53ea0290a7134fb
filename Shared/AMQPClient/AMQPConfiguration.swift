import Failures
public import Certificates

/// Where the broker is, who connects, and how long anything may take.
public struct AMQPConfiguration: Sendable {
  /// Where the broker, or the nodes of its cluster, listen; one at least, tried in random order.
  public var endpoints: [AMQPEndpoint]
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
  /// The client's certificate, PEM, for a broker that asks for one; together with `keyFile`.
  public var certificateFile: String?
  /// The key of the client's certificate, PEM.
  public var keyFile: String?
  /// The name that the broker's management shows for the connection.
  public var connectionName: String
  /// Seconds between heartbeats asked for; either side gives up after two without a sign of life.
  public var heartbeatSeconds: Int
  /// Seconds that connecting and logging in may take, over all addresses.
  public var connectTimeoutSeconds: Int
  /// Seconds after which a silent address is left for the next one.
  public var addressTimeoutSeconds = 3
  /// Seconds after which the system holds the connection for dead when the other side has vanished; 0 leaves it to the
  /// system's settings, which are hours.
  public var keepAliveSeconds = 25
  /// Seconds that the broker may take to confirm a message; then its outcome is `unknown`, and the connection is made anew.
  public var confirmTimeoutSeconds = 30
  /// Seconds that a declaration, or any other question to the broker, may take.
  public var rpcTimeoutSeconds: Int
  /// Seconds that the connection's thread may be held by one write before the socket is shut down under it.
  public var writeTimeoutSeconds: Int
  /// Bytes of one body at most; a delivery with a larger one is handed on without it, as `Unreadable` says.
  public var bodyLimit = usualBodyLimit

  /// How long the broker may wait to hear that a delivery is done, so that it hears of several at once.
  ///
  /// What it has not heard of when the connection is lost, it delivers again.
  public var acknowledgementDelay = Duration.zero

  /// How long the pauses between attempts to connect are (`firstWait` to `longestWait`).
  public var pauses = FailureLimits()

  /// The usual limit of a body: a megabyte.
  public static let usualBodyLimit = 1 << 20
  /// Bytes of bodies that a consumer has ready for whoever takes them, beyond which it reads no more for the time being.
  ///
  /// What arrives at once may exceed it by some megabytes.
  public var prefetchBytes = 32 << 20
  /// Gives the broker's URL as it is now, where it may change.
  ///
  /// Each new connection asks, so that passwords and addresses can be replaced while the program runs. Throws what is
  /// wrong with it, for logs.
  public var reread: (@Sendable () throws -> String)?
  /// Where nothing has to be encrypted.
  public var plainText = PlainText.onLoopback
  /// What the broker shows who is connected over TLS.
  public let serverCertificate = ServerCertificate()

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
    self.endpoints = [AMQPEndpoint(host: host, port: port)]
    self.virtualHost = virtualHost
    self.user = user
    self.password = password
    self.usesTLS = usesTLS
    self.certificateAuthorityFile = certificateAuthorityFile
    self.connectionName = connectionName
    self.heartbeatSeconds = 10
    self.connectTimeoutSeconds = 10
    self.rpcTimeoutSeconds = 10
    self.writeTimeoutSeconds = 30
  }

  /// The configuration for the next connection: address, user, password and files as they are now, limits as they were.
  func current() throws(AMQPError) -> AMQPConfiguration {
    guard let reread else { return self }
    let fresh: AMQPConfiguration
    do {
      fresh = try AMQPConfiguration(url: try reread(), plainText: plainText)
    } catch let error as AMQPError {
      throw error
    } catch {
      throw AMQPError(.invalidConfiguration, "the broker's URL cannot be read again: \(error)")
    }
    var current = self
    current.endpoints = fresh.endpoints
    (current.virtualHost, current.user, current.password) = (fresh.virtualHost, fresh.user, fresh.password)
    (current.usesTLS, current.certificateAuthorityFile) = (fresh.usesTLS, fresh.certificateAuthorityFile)
    (current.certificateFile, current.keyFile) = (fresh.certificateFile, fresh.keyFile)
    return current
  }

  /// The files of certificates that count for it.
  public var certificateFiles: [CertificateFile] {
    [
      certificateAuthorityFile.map { CertificateFile($0, role: .authority) },
      certificateFile.map { CertificateFile($0, role: .client) },
    ].compactMap { $0 }
  }

  /// The first of the endpoints' host.
  public var host: String {
    get { endpoints[0].host }
    set { endpoints[0].host = newValue }
  }

  /// The first of the endpoints' port.
  public var port: Int {
    get { endpoints[0].port }
    set { endpoints[0].port = newValue }
  }

  /// The broker's addresses without credentials, for logs.
  public var address: String {
    "\(usesTLS ? "amqps" : "amqp")://\(endpoints.map(\.description).joined(separator: ","))/\(virtualHost)"
  }
}

extension AMQPConfiguration: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// User and address, without the password: whoever prints what holds a configuration must not print that.
  public var description: String { "\(user)@\(address)" }

  /// The same as `description`.
  public var debugDescription: String { description }

  /// Shows the description alone.
  public var customMirror: Mirror { Mirror(self, children: ["address": description]) }
}
