import FoundationEssentials
import PostgreSQLClient

/// Transactions that leave messages to publish, and on the way take published ones out of the outbox.
struct OutboxTransactions: Sendable {
  let pool: PostgreSQLPool
  let statements: OutboxStatements
  let ledger: OutboxLedger
  let folding: EventFolding

  /// Runs a body and commits it together with the messages that it owes; hands both back, the messages in their row.
  ///
  /// Those are this process's to publish once it returns. After an error they are the relay's, if they exist: when the
  /// connection was lost during the commit nobody knows.
  func run<Result: Sendable>(
    _ body: nonisolated(nonsending) (Transaction) async throws -> (result: Result, owed: [OutboxMessage])
  ) async throws -> (result: Result, owed: OutboxRow?) {
    let settled = ledger.takeSettled()
    var owed: OutboxRow?
    do {
      let result = try await pool.withTransaction { transaction in
        let (result, messages) = try await body(transaction)
        if !messages.isEmpty {
          let row = OutboxRow(folding.fold(messages))
          owed = row
          ledger.begin(row.id, messages: messages.count)
          transaction.enqueue(try statements.insert(row, owner: ledger.owner))
        }
        transaction.enqueue(try settling(settled))
        return result
      }
      ledger.committed(settled)
      return (result, owed)
    } catch {
      if let owed { ledger.abandon(owed.id) }
      ledger.takeBack(settled)
      throw error
    }
  }

  private func settling(_ settled: OutboxLedger.Settled) throws -> [Statement] {
    (settled.confirmed.isEmpty ? [] : [statements.delete(settled.confirmed)])
      + (try settled.reduced.map(statements.keep))
  }
}
