import AMQPClient
import FoundationEssentials
import Logging
import Metrics
import Observability
import PostgreSQLClient

/// Publishes rows that a dead process left in the outbox, and deletes confirmed ones while no batch does it.
///
/// A living process publishes its rows from memory. That it lives is told by an advisory lock, which PostgreSQL sets
/// free with its session: no clock decides whose a row is, and no watermark on ids, since rows commit late.
struct OutboxRelay: Sendable {
  let configuration: PostgreSQLConfiguration
  let transactions: OutboxTransactions
  let broker: AMQPPublisher
  let logger: Logger

  private var owedRows: OwedRows { transactions.owedRows }
  private var statements: OutboxStatements { transactions.statements }

  /// Rows taken in one sweep.
  private let limit = 20
  /// Rounds between sweeps for the rows of others.
  private let sweepInterval = 20

  /// Takes this process's lock, in a session of its own; must be held before the first row is written.
  func takeLock() async throws -> PostgreSQLConnection {
    let session = try await PostgreSQLConnection.connect(configuration, logger: logger)
    do {
      _ = try await session.execute(["select pg_advisory_lock(\(owedRows.owner))"])
      return session
    } catch {
      await session.close()
      throw error
    }
  }

  /// Sweeps until cancelled, and takes the lock again whenever its session is lost.
  func run(holding session: PostgreSQLConnection) async {
    var session = session
    while true {
      await sweepRepeatedly(while: session)
      await session.close()
      guard let next = await takeLockAgain() else { return }
      session = next
    }
  }

  private func takeLockAgain() async -> PostgreSQLConnection? {
    var backoff = ReconnectBackoff(base: 0.2, maximum: 5)
    while !Task.isCancelled {
      do {
        return try await takeLock()
      } catch {
        logger.warning("the outbox relay has no session", metadata: [LogKey.error: "\(error)"])
        guard (try? await Task.sleep(for: .seconds(backoff.next()))) != nil else { return nil }
      }
    }
    return nil
  }

  private func sweepRepeatedly(while session: PostgreSQLConnection) async {
    var round = 0
    while session.isReusable, !Task.isCancelled {
      do {
        if round.isMultiple(of: sweepInterval) {
          try await sweep()
        }
        try await deleteConfirmed()
      } catch {
        logger.warning("the outbox could not be swept; trying again", metadata: [LogKey.error: "\(error)"])
      }
      Gauge(label: MetricName.outboxPending).record(owedRows.pendingCount)
      round += 1
      guard (try? await Task.sleep(for: .milliseconds(250))) != nil else { return }
    }
  }

  /// Publishes what is left over, a bounded number of rows at a time.
  func sweep() async throws {
    // Rows are locked while they are published: not for as long as the broker may be away.
    while broker.status.isReady, try await sweepOnce() == limit {}
  }

  /// Publishes rows whose owners are gone, once; the number of those that the broker confirmed.
  ///
  /// They are deleted in the very transaction that holds their locks and their owners', so that no other relay can
  /// publish them in between.
  private func sweepOnce() async throws -> Int {
    try await transactions.pool.withTransaction { transaction in
      let gone = try await goneOwners(in: transaction)
      let rows = try await transaction.query(
        statements.take(ofOwners: gone, own: owedRows.owner, butNot: Array(owedRows.known), limit: limit))
      // Asked again: what was committed since the first look is there now, and known.
      let known = owedRows.known
      let owed = try rows.map(row).filter { !known.contains($0.id) }
      guard !owed.isEmpty else { return 0 }
      let left = try await publish(owed)
      transaction.enqueue(statements.delete(left.filter(\.messages.isEmpty).map(\.id)))
      transaction.enqueue(try left.filter { !$0.messages.isEmpty }.map(statements.keep))
      return left.count { $0.messages.isEmpty }
    }
  }

  private func goneOwners(in transaction: Transaction) async throws -> [Int64] {
    let owners = try await transaction.query(statements.owners).map { try $0.decode(Int64.self) }
      .filter { $0 != owedRows.owner }
    let locks = try await transaction.query(owners.map(statements.lockOwner))
    return try zip(owners, locks).filter { try $0.1[0].decode(Bool.self) }.map(\.0)
  }

  /// Publishes all messages of some rows; the rows with what the broker did not take.
  private func publish(_ rows: [OutboxRow]) async throws -> [OutboxRow] {
    let messages = rows.flatMap(\.messages)
    var outcomes = try await broker.publish(messages.map(\.message))[...]
    let left = rows.map { row in
      defer { outcomes = outcomes.dropFirst(row.messages.count) }
      return OutboxRow(id: row.id, zip(row.messages, outcomes).filter { $0.1 != .confirmed }.map(\.0))
    }
    let leftCount = left.reduce(0) { $0 + $1.messages.count }
    logger.info(
      "published what was left in the outbox",
      metadata: [LogKey.count: "\(messages.count - leftCount)", "left": "\(leftCount)"])
    return left
  }

  private func row(_ row: Row) throws -> OutboxRow {
    let (id, messages) = try row.decode((UUID, Data).self)
    return OutboxRow(id: id, try PackedMessages.unpack(messages))
  }

  /// Deletes what is confirmed when no batch has come along to do it.
  func deleteConfirmed() async throws {
    if owedRows.hasConfirmed { _ = try await transactions.run { _ in ((), []) } }
  }
}
