public import Certificates
import Glibc

/// Where PostgreSQL is and how to deal with it.
public struct PostgreSQLConfiguration: Sendable {
  /// libpq's own parameters, as the URL gave them.
  var parameters: [String: String]
  /// The servers that the URL names, in its order.
  private(set) var hosts: [ServerHost]
  /// Whether the servers are tried in another order each time.
  private(set) var shufflesHosts: Bool

  /// What the connection is called in `pg_stat_activity`.
  public var applicationName: String
  /// The password, where it does not stand in the URL (as when it comes from a file).
  public var password: String?
  /// How long one address may take to let a session in; `connect_timeout` in the URL, in seconds.
  package var connectTimeout: Duration = .seconds(3)
  /// How long connecting may take in all, every address of every host tried.
  package var connectRoundTimeout: Duration = .seconds(15)
  /// How long one statement may run; nil for the server's default.
  public var statementTimeout: Duration? = .seconds(30)
  /// How long one statement may wait for a lock; nil for the server's default.
  package var lockTimeout: Duration? = .seconds(10)
  /// How long a transaction may lie idle; nil for the server's default.
  public var idleInTransactionSessionTimeout: Duration? = .seconds(60)
  /// After how long a round trip in which the server says nothing breaks the connection; `response_timeout` in the
  /// URL, as `45s`, `0` for no limit.
  ///
  /// nil: `statementTimeout` and 15 s more, and no limit where statements may run for ever.
  package var responseTimeout: Duration?
  /// After how much silence TCP asks, on both sides, whether the other is there; nil leaves it to both systems.
  package var keepalivesIdle: Duration? = .seconds(10)
  /// The time between two unanswered questions of that kind.
  package var keepalivesInterval: Duration = .seconds(5)
  /// How many unanswered questions break the connection.
  package var keepalivesCount = 3
  /// How long sent data may stay unacknowledged, on both sides, before the connection counts as broken; nil for the
  /// systems' default.
  package var tcpUserTimeout: Duration? = .seconds(20)
  /// How often the server looks, while a statement runs or waits, whether its client is there; nil for its default.
  package var clientConnectionCheckInterval: Duration? = .seconds(5)
  /// How many statements one connection keeps prepared; the longest unused goes first.
  package var preparedStatementLimit = 256

  /// The memory of a statement before it writes to a file; nil for the server's default.
  var workMemoryKilobytes: Int?

  /// Gives the URL as it is now, where it may change.
  ///
  /// Each new connection asks, so that passwords and addresses can be replaced while the program runs. Throws what is
  /// wrong with it, for logs.
  public var reread: (@Sendable () throws -> String)?
  /// Where nothing has to be encrypted.
  let plainText: PlainText
  /// What the server shows who is connected over TLS.
  public let serverCertificate = ServerCertificate()

  /// Gives the addresses of a host's name; tests put other names there than the system knows.
  package var resolve: @Sendable (String, ContinuousClock.Instant) throws(NameResolution.Failure) -> [String] = {
    name, deadline throws(NameResolution.Failure) in
    try NameResolution.addresses(of: name, until: deadline)
  }

  /// Reads a `postgresql://user:password@host:port,host:port/database?parameters` URL.
  ///
  /// All parameters of libpq count, those for certificates (`sslmode`, `sslrootcert`) included, and besides them
  /// `response_timeout` and `load_balance_hosts` (`random`, as without it, or `disable`). Several hosts mean that a
  /// server which takes writes is looked for, unless `target_session_attrs` says otherwise.
  ///
  /// Servers of other machines are spoken to over TLS only (`sslmode` `require` or more), unless more is allowed.
  /// Throws code `invalidConfiguration`, which names every parameter that is wrong and repeats nothing of the URL,
  /// which may hold a password.
  public init(
    url: String, applicationName: String, plainText: PlainText = .onLoopback
  ) throws(PostgreSQLError) {
    let url = try DatabaseURL(url)
    self.parameters = url.parameters
    self.hosts = ServerHost.list(url.parameters)
    self.shufflesHosts = url.ownParameters["load_balance_hosts"] != "disable"
    self.applicationName = applicationName
    self.plainText = plainText
    if let timeout = url.ownParameters["response_timeout"].flatMap(Duration.init(setting:)) {
      self.responseTimeout = timeout
    }
    if let timeout = url.parameters["connect_timeout"].flatMap({ Int($0) }), timeout > 0 {
      self.connectTimeout = .seconds(timeout)
    }
    try refuseExposedHosts()
  }

  /// The modes in which the connection may come about without encryption; without a mode libpq takes `prefer`.
  private static let modesInClear = ["disable", "allow", "prefer"]

  private func refuseExposedHosts() throws(PostgreSQLError) {
    let mode = parameters["sslmode"] ?? getenv("PGSSLMODE").map { String(cString: $0) } ?? "prefer"
    guard Self.modesInClear.contains(mode), let exposed = hosts.first(where: { !$0.may(plainText) }) else { return }
    throw PostgreSQLError(
      .invalidConfiguration,
      "the database URL cannot be used: \(exposed) is not this machine, and what goes there may go in clear; add"
        + " sslmode=verify-full&sslrootcert=…, \(PlainText.advice)")
  }

  /// The configuration for the next connection: address, role, password and files as they are now, limits as they were.
  func current() throws(PostgreSQLError) -> PostgreSQLConfiguration {
    guard let reread else { return self }
    let fresh: PostgreSQLConfiguration
    do {
      fresh = try PostgreSQLConfiguration(
        url: try reread(), applicationName: applicationName, plainText: plainText)
    } catch let error as PostgreSQLError {
      throw error
    } catch {
      throw PostgreSQLError(.invalidConfiguration, "the database URL cannot be read again: \(error)")
    }
    var current = self
    current.reread = nil
    (current.parameters, current.hosts, current.shufflesHosts) = (fresh.parameters, fresh.hosts, fresh.shufflesHosts)
    return current
  }

  /// The files of certificates that count for it.
  public var certificateFiles: [CertificateFile] {
    [
      parameters["sslrootcert"].flatMap { $0 == "system" ? nil : CertificateFile($0, role: .authority) },
      parameters["sslcert"].map { CertificateFile($0, role: .client) },
    ].compactMap { $0 }
  }

  /// Role, addresses and database for logs and errors, without the password.
  public var target: String {
    let user = parameters["user"].map { "\($0)@" } ?? ""
    let servers = hosts.map(\.description).joined(separator: ",")
    return "\(user)\(servers)/\(parameters["dbname"] ?? parameters["user"] ?? "")"
  }

  /// How long the server may be silent in a round trip; nil for no limit.
  package var longestSilence: Duration? {
    if let responseTimeout { return responseTimeout > .zero ? responseTimeout : nil }
    return statementTimeout.map { $0 + .seconds(15) }
  }

  /// The password, wherever it came from: to keep it out of what is said.
  package var secret: String? { password ?? parameters["password"] }
}

extension PostgreSQLConfiguration: CustomStringConvertible {
  /// Role, addresses and database, without the password.
  public var description: String { target }
}
