import FoundationEssentials
import PostgreSQLClient

/// Transactions that leave messages to publish, and on the way take published ones out of the outbox.
struct OutboxTransactions: Sendable {
  let pool: PostgreSQLPool
  let statements: OutboxStatements
  let ledger: OutboxLedger

  /// Runs a body and commits it together with the messages that it owes.
  ///
  /// Those are this process's to publish once it returns. After an error they are the relay's, if they exist: when the
  /// connection was lost during the commit nobody knows.
  func run<Result: Sendable>(
    _ body: nonisolated(nonsending) (Transaction) async throws -> (result: Result, owed: [OutboxMessage])
  ) async throws -> Result {
    let settled = ledger.takeConfirmed()
    var owed: [UUID] = []
    do {
      let result = try await pool.withTransaction { transaction in
        let (result, messages) = try await body(transaction)
        owed = messages.map(\.id)
        ledger.begin(owed)
        if !messages.isEmpty { transaction.enqueue(try statements.insert(messages, owner: ledger.owner)) }
        if !settled.isEmpty { transaction.enqueue(statements.delete(settled)) }
        return result
      }
      ledger.deleted(settled)
      return result
    } catch {
      ledger.abandon(owed)
      ledger.returnConfirmed(settled)
      throw error
    }
  }
}
