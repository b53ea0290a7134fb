import FoundationEssentials
import PostgreSQLClient

/// Transactions that leave messages to publish, and on the way take published ones out of the outbox.
struct OutboxTransactions: Sendable {
  let pool: PostgreSQLPool
  let statements: OutboxStatements
  let owedRows: OwedRows
  let events: EventCounters
  /// How what is owed is put together before it is written.
  let arrange: @Sendable ([OutboxMessage]) -> [OutboxMessage]

  /// Runs a body and commits it together with the messages that it owes; hands both back, the messages in their row.
  ///
  /// Those are this process's to publish once it returns. After an error they are the relay's, if they exist: when the
  /// connection was lost during the commit nobody knows.
  func run<Result: Sendable>(
    _ body: nonisolated(nonsending) (Transaction) async throws -> (result: Result, owed: [OutboxMessage])
  ) async throws -> (result: Result, owed: OutboxRow?) {
    let confirmed = owedRows.takeConfirmed()
    var owed: OutboxRow?
    do {
      let result = try await pool.withTransaction { transaction in
        let (result, messages) = try await body(transaction)
        if !messages.isEmpty {
          let row = OutboxRow(arrange(messages))
          owed = row
          owedRows.begin(row.id, messages: messages.count)
          transaction.enqueue(try statements.insert(row, owner: owedRows.owner))
        }
        transaction.enqueue(try deletion(of: confirmed))
        return result
      }
      owedRows.committed(confirmed)
      if let owed { events.count(owed) }
      return (result, owed)
    } catch {
      if let owed { owedRows.abandon(owed.id) }
      owedRows.takeBack(confirmed)
      throw error
    }
  }

  private func deletion(of confirmed: OwedRows.Confirmed) throws -> [Statement] {
    (confirmed.whole.isEmpty ? [] : [statements.delete(confirmed.whole)])
      + (try confirmed.reduced.map(statements.keep))
  }
}
