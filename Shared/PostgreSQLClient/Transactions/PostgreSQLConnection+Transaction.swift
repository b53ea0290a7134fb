extension PostgreSQLConnection {
  /// Runs a body in a transaction: commits when it returns, rolls back when it throws.
  ///
  /// BEGIN costs no round trip of its own; a body that sends and enqueues nothing costs none at all. Throws with the
  /// steps kept apart; `isCommitOutcomeUnknown` tells when nobody knows whether the transaction was committed.
  public nonisolated(nonsending) func withTransaction<Result>(
    _ mode: TransactionMode = .readCommitted,
    _ body: nonisolated(nonsending) (Transaction) async throws -> Result
  ) async throws(PostgreSQLTransactionError) -> Result {
    try await withTransaction(mode, silence: nil, body)
  }

  /// Runs a body in a transaction in which the server may be silent for longer than elsewhere.
  nonisolated(nonsending) func withTransaction<Result>(
    _ mode: TransactionMode, silence: Duration?, _ body: nonisolated(nonsending) (Transaction) async throws -> Result
  ) async throws(PostgreSQLTransactionError) -> Result {
    let transaction = Transaction(on: self, mode: mode, silence: silence)
    let result: Result
    do {
      result = try await body(transaction)
    } catch {
      throw await rolledBack(
        transaction, PostgreSQLTransactionError(begin: transaction.beginFailure, body: error))
    }
    do throws(PostgreSQLError) {
      try await commit(transaction)
    } catch {
      throw await rolledBack(transaction, uncommitted(transaction, error))
    }
    return result
  }

  private nonisolated func uncommitted(
    _ transaction: Transaction, _ error: PostgreSQLError
  ) -> PostgreSQLTransactionError {
    var failure = PostgreSQLTransactionError(commit: error)
    failure.isCommitOutcomeUnknown = error.isConnectionFailure && error.mayHaveReachedServer
    return failure
  }

  private nonisolated(nonsending) func rolledBack(
    _ transaction: Transaction, _ error: PostgreSQLTransactionError
  ) async -> PostgreSQLTransactionError {
    var failure = error
    do throws(PostgreSQLError) {
      try await rollBack(transaction)
    } catch {
      failure.rollback = error
    }
    return failure
  }
}
