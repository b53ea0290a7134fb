import MessageHandling
import PostgreSQLClient
import Vocabulary

/// Forgets what was handled so long ago that nobody repeats it: the inbox, its answers, and counted attempts.
///
/// A unique key cannot span partitions by time, so rows are deleted: in small batches that block nobody, by an index on
/// their age, and passed over where another replica deletes them already.
struct Retention: ScheduledWork {
  let name = "retention"
  let schema: SQLIdentifier
  /// How long a handled message is remembered.
  let period: Duration
  /// What the service itself wants forgotten.
  let others: [Forgetting]

  /// Rows deleted in one transaction.
  private static let batch = 1000
  /// Seconds between two looks when there was little to forget.
  private static let interval = 60.0
  /// Seconds that counted attempts are kept.
  private static let attemptsPeriod = 86_400.0

  /// Forgets a batch; comes again at once while there is more.
  func run(at now: Timestamp, in transaction: Transaction, emitting emission: inout Emission) async throws -> NextRun {
    transaction.enqueue(forgetAttempts(before: now.adding(seconds: -Self.attemptsPeriod)))
    let limit = now.adding(seconds: -(period / .seconds(1)))
    let statements = [forget(before: limit)] + others.map { $0.statement(limit, Self.batch) }
    let counts = try await transaction.query(statements).map { try $0[0].decode(Int.self) }
    return counts.contains(Self.batch) ? .immediately : .at(now.adding(seconds: Self.interval))
  }

  private func forget(before limit: Timestamp) -> Statement {
    """
    with gone as (
      delete from \(identifier: schema).inbox
      where ctid = any(array(
        select ctid
        from \(identifier: schema).inbox
        where received_at < \(limit)
        order by received_at
        limit \(Self.batch)
        for update skip locked
      ))
      returning message_id, source
    ), answers as (
      delete from \(identifier: schema).inbox_replies reply
      using gone
      where reply.message_id = gone.message_id and reply.source = gone.source
    )
    select count(*) from gone
    """
  }

  private func forgetAttempts(before limit: Timestamp) -> Statement {
    "delete from \(identifier: schema).attempts where last_at < \(limit)"
  }
}
