internal import CPostgreSQL

/// Where PostgreSQL is and how to deal with it.
public struct PostgreSQLConfiguration: Sendable {
  /// libpq's own parameters, as the URL gave them.
  var parameters: [String: String]

  /// What the connection is called in `pg_stat_activity`.
  public var applicationName: String
  /// The password, where it does not stand in the URL (as when it comes from a file).
  public var password: String?
  /// How long connecting may take, for all addresses together.
  public var connectTimeout: Duration = .seconds(5)
  /// How long one statement may run; nil for the server's default.
  public var statementTimeout: Duration? = .seconds(30)
  /// How long one statement may wait for a lock; nil for the server's default.
  public var lockTimeout: Duration? = .seconds(10)
  /// How long a transaction may lie idle; nil for the server's default.
  public var idleInTransactionSessionTimeout: Duration? = .seconds(60)
  /// After how much silence TCP asks whether the server is there; nil leaves it to libpq and the URL.
  public var keepalivesIdle: Duration? = .seconds(30)
  /// The time between two unanswered questions of that kind.
  public var keepalivesInterval: Duration = .seconds(10)
  /// How many unanswered questions break the connection.
  public var keepalivesCount = 3
  /// How long sent data may stay unacknowledged before the connection counts as broken; nil for the system's default.
  public var tcpUserTimeout: Duration? = .seconds(60)
  /// How many statements one connection keeps prepared; the longest unused goes first.
  public var preparedStatementLimit = 256

  /// Reads a `postgresql://user:password@host:port/database?parameters` URL.
  ///
  /// All parameters of libpq count, those for certificates (`sslmode`, `sslrootcert`) included. Throws code
  /// `invalidConfiguration`; the error does not repeat the URL, which may hold a password.
  public init(url: String, applicationName: String) throws(PostgreSQLError) {
    self.parameters = try Self.parse(url)
    self.applicationName = applicationName
  }

  private static func parse(_ url: String) throws(PostgreSQLError) -> [String: String] {
    var complaint: UnsafeMutablePointer<CChar>?
    guard let options = PQconninfoParse(url, &complaint) else {
      PQfreemem(complaint)
      throw PostgreSQLError(
        .invalidConfiguration,
        "the database URL cannot be read: it must be postgresql://user:password@host:port/database, with special"
          + " characters percent-encoded and only parameters that libpq knows")
    }
    defer { PQconninfoFree(options) }
    var parameters: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { parameters[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    try requirePorts(parameters["port"] ?? "")
    return parameters
  }

  /// libpq would complain of a malformed port only when it connects.
  private static func requirePorts(_ list: String) throws(PostgreSQLError) {
    for port in list.split(separator: ",") where !(1...65_535).contains(Int(port) ?? 0) {
      throw PostgreSQLError(.invalidConfiguration, "the database URL's port must be a number from 1 to 65535")
    }
  }

  /// Role, address and database for logs and errors, without the password.
  public var target: String {
    let host = parameters["host"] ?? parameters["hostaddr"] ?? "local socket"
    let user = parameters["user"].map { "\($0)@" } ?? ""
    return "\(user)\(host):\(parameters["port"] ?? "5432")/\(parameters["dbname"] ?? parameters["user"] ?? "")"
  }

  /// All parameters of libpq: those of the URL, the password, and what this configuration adds.
  var connectionParameters: [String: String] {
    var all = parameters
    if let password { all["password"] = password }
    all["application_name"] = applicationName
    all["client_encoding"] = "UTF8"
    all["options"] = sessionOptions
    if let keepalivesIdle {
      all["keepalives_idle"] = String(max(1, keepalivesIdle.milliseconds / 1000))
      all["keepalives_interval"] = String(max(1, keepalivesInterval.milliseconds / 1000))
      all["keepalives_count"] = String(keepalivesCount)
    }
    if let tcpUserTimeout { all["tcp_user_timeout"] = String(tcpUserTimeout.milliseconds) }
    return all
  }

  /// Server settings of the session; a `timezone` of UTC makes `date_trunc` and casts to `date` the same everywhere.
  ///
  /// Statements bind arrays, which the planner can only guess the length of: a plan for the values at hand is no better
  /// than the one that is kept, and was made anew with each batch. A plan that is kept may be older than the rows: for a
  /// table that was small then it would read the whole of it, once for each row that a foreign key is checked for, so
  /// that is avoided wherever there is an index. What the operator puts into the URL counts more.
  private var sessionOptions: String {
    let planning = "-c plan_cache_mode=force_generic_plan -c jit=off -c enable_seqscan=off"
    var options = [planning, parameters["options"], "-c TimeZone=UTC"].compactMap { $0 }
    let timeouts = [
      ("statement_timeout", statementTimeout), ("lock_timeout", lockTimeout),
      ("idle_in_transaction_session_timeout", idleInTransactionSessionTimeout),
    ]
    for case (let name, let timeout?) in timeouts { options.append("-c \(name)=\(timeout.milliseconds)") }
    return options.joined(separator: " ")
  }

  /// The password, wherever it came from: to keep it out of what is said.
  package var secret: String? { password ?? parameters["password"] }
}

extension PostgreSQLConfiguration: CustomStringConvertible {
  /// Role, address and database, without the password.
  public var description: String { target }
}
