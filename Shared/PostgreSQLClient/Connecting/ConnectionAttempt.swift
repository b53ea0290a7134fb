internal import CPostgreSQL
import Certificates
import Glibc

/// One try at one address, with libpq's non-blocking start and poll, on the connection's own thread.
struct ConnectionAttempt {
  let configuration: PostgreSQLConfiguration
  let host: ServerHost
  /// The address to take; nil where libpq finds the way itself, as to a socket file.
  let address: String?
  let attributes: SessionAttributes
  let deadline: ContinuousClock.Instant

  /// An open connection in non-blocking pipeline mode; throws `connectionFailed`, `encryptionFailed` or
  /// `authenticationFailed`.
  func run() throws(PostgreSQLError) -> OpaquePointer {
    guard let connection = start() else {
      throw PostgreSQLError(.connectionFailed, "out of memory while connecting to \(configuration.target)")
    }
    // Only the verbose form of a refusal at connecting tells its SQLSTATE.
    PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
    do {
      try complete(connection)
      try requireAttributes(connection)
    } catch {
      PQfinish(connection)
      throw error
    }
    PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
    return connection
  }

  private func start() -> OpaquePointer? {
    var all = configuration.connectionParameters
    all["host"] = host.name
    all["hostaddr"] = address
    all["port"] = host.port
    // Asked for below, since libpq would not tell which server it passed over and why.
    let isAsked = attributes != .any || configuration.parameters["target_session_attrs"] != nil
    if isAsked { all["target_session_attrs"] = "any" }
    var keywords = all.map { UnsafePointer(strdup($0.key)) } + [nil]
    var values = all.map { UnsafePointer(strdup($0.value)) } + [nil]
    defer { for text in keywords + values { free(UnsafeMutablePointer(mutating: text)) } }
    return PQconnectStartParams(&keywords, &values, 0)
  }

  private func complete(_ connection: OpaquePointer) throws(PostgreSQLError) {
    guard PQstatus(connection) != CONNECTION_BAD else { throw failure(connection) }
    let start = ContinuousClock.now
    var state = PGRES_POLLING_WRITING
    while state != PGRES_POLLING_OK {
      guard state != PGRES_POLLING_FAILED else { throw failure(connection) }
      let isReading = state == PGRES_POLLING_READING
      let readiness = Socket.wait(PQsocket(connection), read: isReading, write: !isReading, until: deadline)
      guard !readiness.isTimeOver else { throw timeOver(after: .now - start) }
      state = PQconnectPoll(connection)
    }
    if let tls = PQsslStruct(connection, "OpenSSL") { configuration.serverCertificate.look(at: OpaquePointer(tls)) }
    guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1 else { throw failure(connection) }
  }

  /// Servers report both settings at login, and again when they change.
  private func requireAttributes(_ connection: OpaquePointer) throws(PostgreSQLError) {
    guard attributes != .any else { return }
    guard let isReadOnly = flag("default_transaction_read_only", connection),
      let isStandby = flag("in_hot_standby", connection)
    else {
      throw refused("it does not say whether it takes writes, as PostgreSQL 14 does: set target_session_attrs=any")
    }
    guard let objection = attributes.objection(isReadOnly: isReadOnly, isStandby: isStandby) else { return }
    var error = refused("\(objection), and \(attributes.rawValue) is wanted")
    if attributes == .readWrite || attributes == .primary { error.sqlState = SQLState.readOnlyTransaction }
    throw error
  }

  private func flag(_ name: String, _ connection: OpaquePointer) -> Bool? {
    PQparameterStatus(connection, name).map { String(cString: $0) == "on" }
  }

  private func refused(_ reason: String) -> PostgreSQLError {
    var error = PostgreSQLError(
      .connectionFailed, "the server at \(configuration.target) cannot be used: \(reason)")
    error.serverMessage = reason
    return error
  }

  private func timeOver(after time: Duration) -> PostgreSQLError {
    let reason = "no answer within \(time.milliseconds) ms"
    var error = PostgreSQLError(
      .connectionFailed,
      "cannot connect to PostgreSQL at \(configuration.target): \(reason); check the address and that nothing in between"
        + " drops the connection")
    error.serverMessage = reason
    return error
  }

  private func failure(_ connection: OpaquePointer) -> PostgreSQLError {
    let report = ConnectionReport(String(cString: PQerrorMessage(connection)), hiding: configuration.secret)
    return report.error(
      target: configuration.target, needsPassword: PQconnectionNeedsPassword(connection) == 1,
      refusal: report.refusesCertificate ? refusal() : nil,
      showsCertificate: configuration.parameters["sslcert"] != nil)
  }

  /// Why the server's certificate is refused, as far as can be found out.
  private func refusal() -> CertificateRefusal? {
    let parameters = configuration.parameters
    guard let address, let authorities = parameters["sslrootcert"], authorities != "system" else { return nil }
    let probe = CertificateProbe(
      host: parameters["sslmode"] == "verify-full" ? host.name ?? address : nil, address: address,
      port: host.port ?? "5432", authorities: authorities, deadline: max(deadline, .now + .seconds(1)))
    return probe.refusal()
  }
}
