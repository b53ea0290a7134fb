import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import ServiceTesting
import Vocabulary

/// How many rows of a table it takes to answer a question, as the database counts them.
struct RowsRead {
  /// Read one after the other, wanted or not.
  let scanned: Int
  /// Led to by an index.
  let fetched: Int

  /// What a page of a list reads of a table.
  static func of<List: PagedList>(
    _ question: List.Question, by lister: ListHandler<List>, in table: String, on database: ServiceDatabase
  ) async throws -> RowsRead {
    try await database.pool.withTransaction { transaction in
      let messages = database.incoming([question], at: .now)
      // The session may not have reported yet what it read before.
      let before = try await counted(table, in: transaction)
      _ = try await lister.load(messages, in: transaction)
      let after = try await counted(table, in: transaction)
      return RowsRead(scanned: after.scanned - before.scanned, fetched: after.fetched - before.fetched)
    }
  }

  private static func counted(_ table: String, in transaction: Transaction) async throws -> RowsRead {
    let rows = try await transaction.query(
      """
      select seq_tup_read, coalesce(idx_tup_fetch, 0)
      from pg_catalog.pg_stat_xact_user_tables
      where schemaname = 'recommendations' and relname = \(table)
      """)
    let (scanned, fetched) = try rows[0].decode((Int, Int).self)
    return RowsRead(scanned: scanned, fetched: fetched)
  }
}
