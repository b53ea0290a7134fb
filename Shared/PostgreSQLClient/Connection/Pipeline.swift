internal import CPostgreSQL

/// One round trip: statements sent one behind the other with a single sync, their results read while still writing.
///
/// Without BEGIN among them the statements are one implicit transaction. The first error aborts what follows it, up to
/// the sync.
struct Pipeline {
  private let handle: ConnectionHandle
  private let statements: [Statement]
  private var deadline: ResponseDeadline
  private var receipt: PipelineReceipt

  init(_ handle: ConnectionHandle, _ statements: [Statement], within deadline: ResponseDeadline) {
    self.handle = handle
    self.statements = statements
    self.deadline = deadline
    self.receipt = PipelineReceipt(statementCount: statements.count)
  }

  private var connection: OpaquePointer { handle.connection }

  /// Sends all and returns the results in order; throws the first error, `statementIndex` counted in `statements`.
  mutating func run() throws(PostgreSQLError) -> [ResultSet] {
    try handle.requireAlive()
    for statement in statements where statement.types.count > 65_535 {
      throw PostgreSQLError(.invalidStatement, "a statement binds more than 65 535 values: bind arrays instead")
    }
    try send()
    try receive()
    return try settle()
  }

  // MARK: Sending

  private mutating func send() throws(PostgreSQLError) {
    handle.followPlans()
    if !handle.isInFailedTransaction {
      for name in handle.prepared.takeOrphans() { try send(deallocate: name) }
    }
    for (index, statement) in statements.enumerated() {
      let key = PreparedStatementCache.Key(statement)
      let plan = handle.prepared.plan(for: key)
      if let evicted = plan.evicted { try evict(evicted) }
      if plan.mustPrepare { try send(prepare: statement, as: plan.name, key: key, at: index) }
      try send(execute: statement, named: plan.name, key: key, at: index)
    }
    try require(PQpipelineSync(connection))
  }

  /// A failed transaction takes no DEALLOCATE: there it waits.
  private mutating func evict(_ name: String) throws(PostgreSQLError) {
    if handle.isInFailedTransaction {
      handle.prepared.orphan(name)
    } else {
      try send(deallocate: name)
    }
  }

  private mutating func send(deallocate name: String) throws(PostgreSQLError) {
    receipt.expect(.deallocate(name))
    try require(PQsendQueryParams(connection, "deallocate \(name)", 0, nil, nil, nil, nil, 1))
  }

  private mutating func send(
    prepare statement: Statement, as name: String, key: PreparedStatementCache.Key, at index: Int
  ) throws(PostgreSQLError) {
    receipt.expect(.prepare(key, statement: index))
    let count = Int32(statement.types.count)
    try require(
      statement.types.withUnsafeBufferPointer {
        PQsendPrepare(connection, name, statement.sql, count, $0.baseAddress)
      })
  }

  private mutating func send(
    execute statement: Statement, named name: String, key: PreparedStatementCache.Key, at index: Int
  ) throws(PostgreSQLError) {
    receipt.expect(.execute(key, statement: index))
    try require(statement.sendExecution(named: name, on: connection))
  }

  /// libpq refuses to send only where the connection is lost or memory is out: neither leaves a usable connection.
  private func require(_ isSent: Int32) throws(PostgreSQLError) {
    guard isSent == 1 else { throw handle.lose(mayHaveReachedServer: true, cause: nil) }
  }

  // MARK: Receiving

  private mutating func receive() throws(PostgreSQLError) {
    while true {
      if try takeResults() { return }
      let flushed = PQflush(connection)
      let isAlive = flushed >= 0 && PQstatus(connection) != CONNECTION_BAD
      guard isAlive else { return try receiveLastWords() }
      let readiness = Socket.wait(PQsocket(connection), write: flushed == 1, until: deadline.instant)
      if readiness.isTimeOver { throw handle.loseToSilence(cause: receipt.failure) }
      deadline.noteProgress()
      if readiness.isReadable, PQconsumeInput(connection) == 0 { return try receiveLastWords() }
    }
  }

  /// Takes every result that is complete; true when the sync has come.
  private mutating func takeResults() throws(PostgreSQLError) -> Bool {
    while PQisBusy(connection) == 0 {
      guard let result = PQgetResult(connection) else {
        // Without a step to end there is nothing to wait for but more input.
        if !receipt.endStep() { return false }
        continue
      }
      if PQresultStatus(result) == PGRES_PIPELINE_SYNC {
        PQclear(result)
        return true
      }
      if result.isCopy {
        PQclear(result)
        throw handle.loseToCopy()
      }
      receipt.take(result)
    }
    return false
  }

  /// What had come before the connection broke counts; then the loss is thrown, with the server's last words.
  private mutating func receiveLastWords() throws(PostgreSQLError) {
    while PQisBusy(connection) == 0, let result = PQgetResult(connection) {
      let status = PQresultStatus(result)
      let isServerMade = PQresultErrorField(result, Int32(UInt8(ascii: "C"))) != nil
      let isReal = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || isServerMade
      guard isReal else {
        PQclear(result)
        break
      }
      receipt.take(result)
      if PQgetResult(connection) == nil { _ = receipt.endStep() }
    }
    throw handle.lose(mayHaveReachedServer: true, cause: receipt.failure)
  }

  // MARK: Settling

  private func settle() throws(PostgreSQLError) -> [ResultSet] {
    for step in receipt.undone { forget(step) }
    guard var failure = receipt.failure else { return receipt.results }
    if failure.isFatal { throw handle.lose(mayHaveReachedServer: true, cause: failure) }
    failure.statementIndex = receipt.failedStatement
    if let failed = receipt.failedStatement { failure.sql = statements[failed].sql }
    if failure.sqlState == SQLState.invalidStatementName { handle.prepared.forgetAll() }
    if failure.sqlState == SQLState.featureNotSupported, case .execute(let key, _)? = receipt.failedStep {
      failure.isStalePlan = !receipt.didPrepare(key)
      if failure.isStalePlan { handle.forgetPlans() } else { handle.prepared.retire(key) }
    }
    throw failure
  }

  /// What was not done on the server must not be believed to be.
  private func forget(_ step: PipelineReceipt.Step) {
    switch step {
    case .prepare(let key, _): handle.prepared.forget(key)
    case .deallocate(let name): handle.prepared.orphan(name)
    case .execute: break
    }
  }
}
