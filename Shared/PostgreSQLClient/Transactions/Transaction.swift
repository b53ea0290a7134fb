import Synchronization

/// A transaction under way, as the body of `withTransaction` gets it.
///
/// BEGIN goes out together with the first statements, enqueued statements together with the next ones or with COMMIT.
public final class Transaction: Sendable {
  /// What goes to the server in one round trip.
  struct Batch {
    var statements: [Statement]
    /// How many statements stand before those of the call.
    var precedingCount: Int
    var hasBegin: Bool
  }

  private struct State {
    var hasBegun = false
    var hasEnded = false
    var pending: [Statement] = []
    var beginFailure: PostgreSQLError?
    var firstFailure: PostgreSQLError?

    mutating func takeBatch(adding statements: [Statement], begin: Statement) -> Batch? {
      guard !hasEnded else { return nil }
      let preceding = (hasBegun ? [] : [begin]) + pending
      let batch = Batch(
        statements: preceding + statements, precedingCount: preceding.count, hasBegin: !hasBegun)
      hasBegun = true
      pending = []
      return batch
    }
  }

  private let connection: PostgreSQLConnection
  private let mode: TransactionMode
  /// How long the server may be silent in each of its round trips; nil for what holds on the connection.
  let silence: Duration?
  private let state = Mutex(State())

  init(on connection: PostgreSQLConnection, mode: TransactionMode, silence: Duration?) {
    self.connection = connection
    self.mode = mode
    self.silence = silence
  }

  // MARK: Statements

  /// Runs a statement; throws `PostgreSQLError`, after which the transaction can only be rolled back.
  @discardableResult
  public func query(_ statement: Statement) async throws(PostgreSQLError) -> ResultSet {
    try await connection.run([statement], in: self)[0]
  }

  /// Runs statements in one round trip; throws the first error, after which the transaction can only be rolled back.
  @discardableResult
  public func query(_ statements: [Statement]) async throws(PostgreSQLError) -> [ResultSet] {
    try await connection.run(statements, in: self)
  }

  /// Has a statement sent before whatever comes next, at the latest with COMMIT.
  ///
  /// Its error is thrown there. What is enqueued after the end of the transaction makes its next use an error.
  public func enqueue(_ statement: Statement) {
    state.withLock { $0.pending.append(statement) }
  }

  /// Has statements sent, in order, before whatever comes next, at the latest with COMMIT.
  public func enqueue(_ statements: [Statement]) {
    state.withLock { $0.pending += statements }
  }

  /// Runs SQL of several statements in the simple protocol, for migrations.
  func run(script: String) async throws(PostgreSQLError) {
    try await connection.run(script: script, in: self)
  }

  // MARK: For the connection

  /// Takes what is to be sent with some statements; on the connection's thread, so that batches keep their order.
  func takeBatch(adding statements: [Statement]) throws(PostgreSQLError) -> Batch {
    let batch = state.withLock { $0.takeBatch(adding: statements, begin: mode.begin) }
    guard let batch else {
      throw PostgreSQLError(.transactionMisused, "the transaction has ended: use it only inside its body")
    }
    return batch
  }

  /// Takes what is to be sent with COMMIT and ends the transaction; nil when nothing was ever to be sent.
  func takeFinalBatch() throws(PostgreSQLError) -> Batch? {
    let isUntouched = state.withLock { state in
      guard !state.hasBegun, state.pending.isEmpty else { return false }
      state.hasEnded = true
      return true
    }
    if isUntouched { return nil }
    let batch = try takeBatch(adding: ["commit"])
    end()
    return batch
  }

  /// Ends it: nothing more can be run in it.
  func end() {
    state.withLock { $0.hasEnded = true }
  }

  /// Remembers an error and counts its statement from the first of the call.
  func note(_ error: PostgreSQLError, of batch: Batch) -> PostgreSQLError {
    var error = error
    let isBegin = batch.hasBegin && (error.statementIndex == 0 || error.statementIndex == nil)
    error.statementIndex = error.statementIndex.flatMap { $0 < batch.precedingCount ? nil : $0 - batch.precedingCount }
    state.withLock { state in
      if isBegin { state.beginFailure = error }
      state.firstFailure = state.firstFailure ?? error
    }
    return error
  }

  /// The first error of any statement.
  var firstFailure: PostgreSQLError? { state.withLock { $0.firstFailure } }

  /// The error of BEGIN, or of the connection while BEGIN was under way.
  var beginFailure: PostgreSQLError? { state.withLock { $0.beginFailure } }
}
