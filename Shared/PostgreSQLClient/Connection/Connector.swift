internal import CPostgreSQL
import Glibc

/// Opens a connection with libpq's non-blocking start and poll, on the connection's own thread.
struct Connector {
  let configuration: PostgreSQLConfiguration

  /// An open connection in non-blocking pipeline mode; throws `connectionFailed` or `authenticationFailed`.
  func connect() throws(PostgreSQLError) -> OpaquePointer {
    guard let connection = start() else {
      throw PostgreSQLError(.connectionFailed, "out of memory while connecting to \(configuration.target)")
    }
    // Only the verbose form of a refusal at connecting tells its SQLSTATE.
    PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
    do {
      try complete(connection)
    } catch {
      PQfinish(connection)
      throw error
    }
    PQsetErrorVerbosity(connection, PQERRORS_DEFAULT)
    return connection
  }

  private func start() -> OpaquePointer? {
    let parameters = configuration.connectionParameters.sorted { $0.key < $1.key }
    var keywords = parameters.map { UnsafePointer(strdup($0.key)) } + [nil]
    var values = parameters.map { UnsafePointer(strdup($0.value)) } + [nil]
    defer { for text in keywords + values { free(UnsafeMutablePointer(mutating: text)) } }
    return PQconnectStartParams(&keywords, &values, 0)
  }

  private func complete(_ connection: OpaquePointer) throws(PostgreSQLError) {
    let deadline = ContinuousClock.now + configuration.connectTimeout
    guard PQstatus(connection) != CONNECTION_BAD else { throw failure(connection) }
    var state = PGRES_POLLING_WRITING
    while state != PGRES_POLLING_OK {
      guard state != PGRES_POLLING_FAILED else { throw failure(connection) }
      let isReading = state == PGRES_POLLING_READING
      let readiness = Socket.wait(PQsocket(connection), read: isReading, write: !isReading, until: deadline)
      guard !readiness.isTimeOver else { throw timeOver }
      state = PQconnectPoll(connection)
    }
    guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1 else { throw failure(connection) }
  }

  private var timeOver: PostgreSQLError {
    PostgreSQLError(
      .connectionFailed,
      "no answer from PostgreSQL at \(configuration.target) within \(configuration.connectTimeout):"
        + " check the address and that nothing in between drops the connection")
  }

  private func failure(_ connection: OpaquePointer) -> PostgreSQLError {
    let report = ConnectionReport(String(cString: PQerrorMessage(connection)), hiding: configuration.secret)
    return report.error(target: configuration.target, needsPassword: PQconnectionNeedsPassword(connection) == 1)
  }
}
