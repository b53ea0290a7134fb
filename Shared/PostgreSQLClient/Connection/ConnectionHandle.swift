internal import CPostgreSQL
import Logging

/// Owns one open connection of libpq; used on the connection's own thread only.
final class ConnectionHandle {
  let connection: OpaquePointer
  var prepared: PreparedStatementCache
  /// Why the connection can no longer be used; nil while it can.
  private(set) var loss: PostgreSQLError?
  private let notices: NoticeLog
  private let plans: PlanGeneration
  private var generation: Int

  init(
    _ connection: OpaquePointer, preparedStatementLimit: Int, plans: PlanGeneration = PlanGeneration(), logger: Logger
  ) {
    self.connection = connection
    self.plans = plans
    self.generation = plans.current
    self.prepared = PreparedStatementCache(limit: preparedStatementLimit)
    self.notices = NoticeLog(logger)
    // The log lives as long as the connection that reports to it.
    PQsetNoticeReceiver(
      connection,
      { context, result in
        guard let context, let result else { return }
        Unmanaged<NoticeLog>.fromOpaque(context).takeUnretainedValue().record(result)
      }, Unmanaged.passUnretained(notices).toOpaque())
  }

  deinit {
    PQfinish(connection)
  }

  var descriptor: Int32 { PQsocket(connection) }

  /// The server's process for this connection, as `pg_stat_activity.pid` shows it.
  var processID: Int32 { PQbackendPID(connection) }

  /// Whether a transaction is open, failed or not.
  var isInTransaction: Bool { PQtransactionStatus(connection) != PQTRANS_IDLE }

  /// Whether a transaction is open in which a statement failed: the server then takes nothing but its end.
  var isInFailedTransaction: Bool { PQtransactionStatus(connection) == PQTRANS_INERROR }

  /// Whether a transaction is open and sound.
  var isInSoundTransaction: Bool { PQtransactionStatus(connection) == PQTRANS_INTRANS }

  /// Whether another task may be given this connection.
  var isReusable: Bool { loss == nil && !isInTransaction }

  /// Gives up all prepared statements, here and on the connections beside this one: a table changed under one of them,
  /// and under others as well.
  func forgetPlans() {
    generation = plans.advance()
    prepared.retireAll()
  }

  /// Follows a connection beside this one that gave its prepared statements up.
  func followPlans() {
    let current = plans.current
    guard generation != current else { return }
    generation = current
    prepared.retireAll()
  }

  /// Takes in what the server sent without being asked: notices, parameter changes, its farewell.
  func takeUnsolicitedInput() {
    let isAlive = PQconsumeInput(connection) == 1
    // Parses what has come, so that notices reach the log.
    _ = PQisBusy(connection)
    if !isAlive || PQstatus(connection) == CONNECTION_BAD { lose(mayHaveReachedServer: false, cause: nil) }
  }

  /// Marks the connection as lost and gives the error to throw.
  @discardableResult
  func lose(mayHaveReachedServer: Bool, cause: PostgreSQLError?) -> PostgreSQLError {
    let words = String(cString: PQerrorMessage(connection)).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    return lose(
      .connectionLost, "the connection to PostgreSQL was lost: take a new one and repeat the work (\(words))",
      mayHaveReachedServer: mayHaveReachedServer, cause: cause)
  }

  /// Gives the connection up since the server is silent, as one is that is frozen or whose host vanished.
  func loseToSilence(cause: PostgreSQLError?) -> PostgreSQLError {
    lose(
      .responseTimedOut,
      "PostgreSQL did not answer in time, the connection was given up: take a new one and repeat the work",
      mayHaveReachedServer: true, cause: cause)
  }

  private func lose(
    _ code: PostgreSQLError.Code, _ message: String, mayHaveReachedServer: Bool, cause: PostgreSQLError?
  ) -> PostgreSQLError {
    var error = PostgreSQLError(code, message)
    error.sqlState = cause?.sqlState
    error.cause = cause
    loss = loss ?? error
    error.mayHaveReachedServer = mayHaveReachedServer
    return error
  }

  /// COPY from or to the client has no counterpart here, and a connection cannot be brought back from it.
  func loseToCopy() -> PostgreSQLError {
    let misuse = PostgreSQLError(.invalidStatement, "COPY from or to the client is not supported: use unnest or a file")
    loss = loss ?? PostgreSQLError(.connectionLost, "the connection was given up: take a new one")
    loss?.cause = misuse
    return misuse
  }

  /// Throws unless the connection can be used.
  func requireAlive() throws(PostgreSQLError) {
    if let loss { throw loss }
  }
}

extension OpaquePointer {
  /// Whether a result asks for, or announces, data of COPY.
  var isCopy: Bool {
    let status = PQresultStatus(self)
    return status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH
  }
}
