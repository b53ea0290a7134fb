internal import CPostgreSQL

/// Runs SQL of several statements in the simple protocol, as migrations need it.
struct Script {
  private let handle: ConnectionHandle
  private let sql: String
  private var deadline: ResponseDeadline

  init(_ handle: ConnectionHandle, sql: String, within deadline: ResponseDeadline) {
    self.handle = handle
    self.sql = sql
    self.deadline = deadline
  }

  /// Runs all statements; throws the first error.
  mutating func run() throws(PostgreSQLError) {
    try handle.requireAlive()
    // The simple protocol is not for pipelines; between round trips none is under way, so that leaving is possible.
    guard PQexitPipelineMode(handle.connection) == 1, PQsendQuery(handle.connection, sql) == 1 else {
      throw handle.lose(mayHaveReachedServer: true, cause: nil)
    }
    let failure = try receive()
    guard PQenterPipelineMode(handle.connection) == 1 else {
      throw handle.lose(mayHaveReachedServer: true, cause: failure)
    }
    if let failure { throw failure }
  }

  private mutating func receive() throws(PostgreSQLError) -> PostgreSQLError? {
    var failure: PostgreSQLError?
    while true {
      while PQisBusy(handle.connection) == 0 {
        guard let result = PQgetResult(handle.connection) else { return try ended(failure) }
        if PQresultStatus(result) == PGRES_FATAL_ERROR, failure == nil {
          failure = ServerRefusal(result).error(sql: nil)
        }
        let isCopy = result.isCopy
        PQclear(result)
        if isCopy { throw handle.loseToCopy() }
      }
      let flushed = PQflush(handle.connection)
      let readiness = Socket.wait(PQsocket(handle.connection), write: flushed == 1, until: deadline.instant)
      if readiness.isTimeOver { throw handle.loseToSilence(cause: failure) }
      deadline.noteProgress()
      guard flushed >= 0, !readiness.isReadable || PQconsumeInput(handle.connection) == 1 else {
        throw handle.lose(mayHaveReachedServer: true, cause: failure)
      }
    }
  }

  private func ended(_ failure: PostgreSQLError?) throws(PostgreSQLError) -> PostgreSQLError? {
    guard PQstatus(handle.connection) != CONNECTION_BAD else {
      throw handle.lose(mayHaveReachedServer: true, cause: failure)
    }
    return failure
  }
}
