import AMQPClient
import FoundationEssentials
import Logging
import Observability
import PostgreSQLClient

/// Publishes rows that a dead process left in the outbox, and deletes confirmed rows while no batch does it.
///
/// A living process publishes its rows from memory. That it lives is told by an advisory lock, which PostgreSQL sets
/// free with its session: no clock decides whose a row is, and no watermark on ids, since rows commit late.
struct OutboxRelay: Sendable {
  let configuration: PostgreSQLConfiguration
  let pool: PostgreSQLPool
  let statements: OutboxStatements
  let ledger: OutboxLedger
  let broker: AMQPPublisher
  let logger: Logger

  /// Rows taken in one sweep.
  private let limit = 500
  /// Between sweeps for the rows of others.
  private let sweepInterval = 20

  /// Holds this process's lock, and sweeps, until cancelled.
  func run() async {
    var backoff = ReconnectBackoff(base: 0.2, maximum: 5)
    while !Task.isCancelled {
      do {
        let session = try await PostgreSQLConnection.connect(configuration, logger: logger)
        do {
          try await holdLock(on: session)
        } catch {
          await session.close()
          throw error
        }
        await session.close()
        return
      } catch is CancellationError {
        return
      } catch {
        logger.warning("the outbox relay lost its session", metadata: [LogKey.error: "\(error)"])
        guard (try? await Task.sleep(for: .seconds(backoff.next()))) != nil else { return }
      }
    }
  }

  private func holdLock(on session: PostgreSQLConnection) async throws {
    _ = try await session.execute(["select pg_advisory_lock(\(ledger.owner))"])
    var round = 0
    while !Task.isCancelled {
      if round.isMultiple(of: sweepInterval) {
        _ = try await session.execute(["select 1"])
        try await sweep()
      }
      try await deleteConfirmed()
      round += 1
      guard (try? await Task.sleep(for: .milliseconds(250))) != nil else { return }
    }
  }

  /// Publishes what is left over, a bounded number of rows at a time.
  func sweep() async throws {
    while try await sweepOnce() == limit {}
  }

  private func sweepOnce() async throws -> Int {
    try await pool.withTransaction { transaction in
      var owners: [Int64] = []
      for row in try await transaction.query(statements.owners) {
        let owner = try row.decode(Int64.self)
        if owner != ledger.owner { owners.append(owner) }
      }
      var gone: [Int64] = []
      for (owner, result) in zip(owners, try await transaction.query(owners.map(statements.lockOwner))) {
        if try result.first?.decode(Bool.self) == true { gone.append(owner) }
      }
      let rows = try await transaction.query(
        statements.take(ofOwners: gone, own: ledger.owner, butNot: ledger.known, limit: limit))
      let messages = try rows.map(message)
      guard !messages.isEmpty else { return 0 }
      logger.info("publishing what was left in the outbox", metadata: [LogKey.count: "\(messages.count)"])
      // A ledger of its own: these rows are deleted in this very transaction, which holds their locks and their
      // owners', so that no other relay can publish them in between.
      let swept = OutboxLedger(owner: ledger.owner)
      _ = await OutboxPublisher(publisher: broker, ledger: swept, logger: logger).publish(messages, replies: [])
      transaction.enqueue(statements.delete(swept.takeConfirmed()))
      return messages.count
    }
  }

  private func message(_ row: Row) throws -> OutboxMessage {
    let (id, exchange, routingKey, properties, body) = try row.decode((UUID, String, String, Data, Data).self)
    return OutboxMessage(
      id: id,
      message: OutgoingMessage(
        exchange: exchange,
        routingKey: routingKey,
        properties: try JSONDecoder().decode(StoredProperties.self, from: properties).properties,
        body: body
      )
    )
  }

  /// Deletes what is confirmed when no batch has come along to do it.
  func deleteConfirmed() async throws {
    let ids = ledger.takeConfirmed()
    guard !ids.isEmpty else { return }
    do {
      try await pool.withTransaction { $0.enqueue(statements.delete(ids)) }
    } catch {
      ledger.returnConfirmed(ids)
      throw error
    }
  }
}
