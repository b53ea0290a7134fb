extension PostgreSQLConfiguration {
  /// All parameters of libpq but the server's address: those of the URL, the password, and what this configuration adds.
  var connectionParameters: [String: String] {
    // What is the client's own rule, the URL may overrule.
    var all = keepaliveParameters.merging(parameters) { _, url in url }
    for address in ["host", "hostaddr", "port", "target_session_attrs", "connect_timeout"] { all[address] = nil }
    if let password { all["password"] = password }
    all["application_name"] = applicationName
    all["client_encoding"] = "UTF8"
    all["options"] = sessionOptions
    return all
  }

  /// By when this side knows that the other is gone.
  private var keepaliveParameters: [String: String] {
    var parameters: [String: String] = [:]
    if let keepalivesIdle {
      parameters["keepalives_idle"] = String(keepalivesIdle.wholeSeconds)
      parameters["keepalives_interval"] = String(keepalivesInterval.wholeSeconds)
      parameters["keepalives_count"] = String(keepalivesCount)
    }
    if let tcpUserTimeout { parameters["tcp_user_timeout"] = String(tcpUserTimeout.milliseconds) }
    return parameters
  }

  /// Server settings of the session; a `timezone` of UTC makes `date_trunc` and casts to `date` the same everywhere.
  ///
  /// Statements bind arrays, which the planner can only guess the length of: a plan for the values at hand is no better
  /// than the one that is kept, and was made anew with each batch. A plan that is kept may be older than the rows: for a
  /// table that was small then it would read the whole of it, once for each row that a foreign key is checked for, so
  /// that is avoided wherever there is an index. What the operator puts into the URL counts more.
  private var sessionOptions: String {
    let planning = "-c plan_cache_mode=force_generic_plan -c jit=off -c enable_seqscan=off"
    var options = [planning, liveness, parameters["options"], "-c TimeZone=UTC"].compactMap { $0 }
    let timeouts = [
      ("statement_timeout", statementTimeout), ("lock_timeout", lockTimeout),
      ("idle_in_transaction_session_timeout", idleInTransactionSessionTimeout),
    ]
    if let workMemoryKilobytes { options.append("-c work_mem=\(workMemoryKilobytes)kB") }
    let given = parameters["options"] ?? ""
    for case (let name, let timeout?) in timeouts where !given.contains("\(name)=") {
      options.append("-c \(name)=\(timeout.milliseconds)")
    }
    return options.joined(separator: " ")
  }

  /// By when the server knows that this side is gone, and with it sets free what the session holds: an advisory lock
  /// says who lives, and would say so for hours of a host that vanished without closing.
  private var liveness: String {
    var settings: [(String, Int)] = []
    if let keepalivesIdle {
      settings.append(("tcp_keepalives_idle", keepalivesIdle.wholeSeconds))
      settings.append(("tcp_keepalives_interval", keepalivesInterval.wholeSeconds))
      settings.append(("tcp_keepalives_count", keepalivesCount))
    }
    if let tcpUserTimeout { settings.append(("tcp_user_timeout", tcpUserTimeout.milliseconds)) }
    if let clientConnectionCheckInterval {
      settings.append(("client_connection_check_interval", clientConnectionCheckInterval.milliseconds))
    }
    // Not every server's system has all of them: what the URL names itself is not sent besides.
    let given = parameters["options"] ?? ""
    return settings.filter { !given.contains("\($0.0)=") }.map { "-c \($0.0)=\($0.1)" }.joined(separator: " ")
  }
}
