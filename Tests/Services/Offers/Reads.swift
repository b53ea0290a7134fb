import Messages
import MessageHandling
import PostgreSQLClient
import ServiceTesting
import Testing
import Topology
import Vocabulary

/// What a transaction has read of the service's tables so far, row by row, as the server counts it.
///
/// That is what a plan really came to: rows that a whole scan went over, and rows that were fetched by way of an index.
struct Reads {
  private var scanned: [String: Int] = [:]
  private var fetched: [String: Int] = [:]

  init(in transaction: Transaction) async throws {
    let rows = try await transaction.query(
      """
      select t.relname::text, t.seq_tup_read, coalesce(t.idx_tup_fetch, 0)
      from pg_stat_xact_user_tables t
      where t.schemaname = 'offers'
      """)
    for (table, scanned, fetched) in try rows.decode((String, Int, Int).self).map({ ($0.0, $0.1, $0.2) }) {
      self.scanned[table] = scanned
      self.fetched[table] = fetched
    }
  }

  /// Rows of a table that were read one after the other, wanted or not.
  func scanned(_ table: String) -> Int { scanned[table] ?? 0 }
  /// Rows of a table that an index led to.
  func fetched(_ table: String) -> Int { fetched[table] ?? 0 }
}

extension Market {
  /// Asks a question, and says what it took to answer it.
  func reads<Handler: CommandHandler>(
    _ handler: Handler, _ question: Handler.Payload
  ) async throws -> (reads: Reads, answer: Handler.Payload.Result) {
    try await db.pool.withTransaction { transaction in
      let id = MessageID.make()
      let message = Incoming(
        event: CloudEvent(
          id: id, source: "/test", type: Handler.Payload.messageType.description, time: Market.start,
          correlationID: id.description, data: question),
        receivedAt: Market.start)
      var state = try await handler.load([message], in: transaction)
      var emission = Emission(service: .offers, now: Market.start)
      let answer = try handler.decide(message, on: &state, emitting: &emission)
      return (try await Reads(in: transaction), answer)
    }
  }
}
