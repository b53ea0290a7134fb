import Messages
import MessageHandling
import PostgreSQLClient
import ServiceTesting
import Testing
import Topology
import Vocabulary

/// What a transaction reads of the service's tables, row by row, as the server counts it.
///
/// That is what a plan really came to: rows that a whole scan went over, and rows that were fetched by way of an index.
struct Reads {
  private var scanned: [String: Int] = [:]
  private var fetched: [String: Int] = [:]

  /// What is counted so far; with what the session read before and has not reported yet.
  private init(in transaction: Transaction) async throws {
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

  /// What a body reads, and what it returns.
  static func counted<Value>(
    in transaction: Transaction, _ body: () async throws -> Value
  ) async throws -> (reads: Reads, value: Value) {
    let before = try await Reads(in: transaction)
    let value = try await body()
    var reads = try await Reads(in: transaction)
    reads.scanned.merge(before.scanned) { $0 - $1 }
    reads.fetched.merge(before.fetched) { $0 - $1 }
    return (reads, value)
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
      let counted = try await Reads.counted(in: transaction) { try await handler.load([message], in: transaction) }
      var state = counted.value
      var emission = Emission(service: .offers, now: Market.start)
      return (counted.reads, try handler.decide(message, on: &state, emitting: &emission))
    }
  }
}
