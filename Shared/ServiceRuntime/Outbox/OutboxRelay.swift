import AMQPClient
import Failures
import FoundationEssentials
import Logging
import Metrics
import Observability
import PostgreSQLClient

/// Publishes rows that a dead process left in the outbox, and deletes confirmed ones while no batch does it.
///
/// A living process publishes its rows from memory. That it lives is told by an advisory lock, which PostgreSQL sets
/// free with its session: no clock decides whose a row is, and no watermark on ids, since rows commit late. With each new
/// session the process has a new number, so that it never waits for a lock that its lost session may hold for long, and
/// takes its rows over under it.
struct OutboxRelay: Sendable {
  let configuration: PostgreSQLConfiguration
  let transactions: OutboxTransactions
  let broker: AMQPPublisher
  let limits: FailureLimits
  let logger: Logger

  private var owedRows: OwedRows { transactions.owedRows }
  private var statements: OutboxStatements { transactions.statements }

  /// Rows taken in one sweep.
  private let limit = 20
  /// Rounds between sweeps for the rows of others.
  private let sweepInterval = 20

  /// Takes a lock of this process, in a session of its own; must be held before the first row is written.
  func takeLock() async throws -> PostgreSQLConnection {
    let session = try await PostgreSQLConnection.connect(configuration, logger: logger)
    let former = owedRows.owner
    let owner = owedRows.newOwner()
    do {
      _ = try await session.execute(["select pg_advisory_lock(\(owner))"])
      owedRows.owner = owner
      _ = try await session.execute([statements.takeOver(from: former, to: owner)])
      return session
    } catch {
      await session.close()
      throw error
    }
  }

  /// Sweeps until cancelled, and takes a lock again whenever its session is lost.
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
    var course = FailureCourse(limits: limits)
    while !Task.isCancelled {
      do {
        return try await takeLock()
      } catch {
        logger.warning("the outbox relay has no session", metadata: [LogKey.error: "\(ErrorDetail.of(error))"])
        guard case .pause(let pause) = course.fate(of: .everybodys, size: 1),
          (try? await Task.sleep(for: pause)) != nil
        else { return nil }
      }
    }
    return nil
  }

  private func sweepRepeatedly(while session: PostgreSQLConnection) async {
    var round = 0
    for name in [MetricName.messagesUnroutable, MetricName.messagesPublished] { Counter(label: name).increment(by: 0) }
    while session.isReusable, !Task.isCancelled {
      do {
        if round.isMultiple(of: sweepInterval) {
          // Over the session that holds the lock: so that its loss is noticed, too.
          try await measure(over: session)
          try await sweep()
        }
        try await deleteConfirmed()
      } catch {
        logger.warning(
          "the outbox could not be swept; trying again", metadata: [LogKey.error: "\(ErrorDetail.of(error))"])
      }
      round += 1
      guard (try? await Task.sleep(for: .milliseconds(250))) != nil else { return }
    }
  }

  /// Tells how much is owed, since when, and how much of it is stuck.
  private func measure(over session: PostgreSQLConnection) async throws {
    guard let row = try await session.execute([statements.measure])[0].first else { return }
    let (rows, seconds, stuck) = try row.decode((Int, Double, Int).self)
    Gauge(label: MetricName.outboxPending).record(rows)
    Gauge(label: MetricName.outboxOldest).record(seconds)
    Gauge(label: MetricName.outboxStuck).record(stuck)
  }

  /// Publishes what is left over, a bounded number of rows at a time.
  func sweep() async throws {
    // Rows are locked while they are published: not for as long as the broker may be away.
    while broker.status.isReady, try await sweepOnce() == limit {}
  }

  /// Publishes rows whose owners are gone, once; the number of those that were taken.
  ///
  /// They are deleted in the very transaction that holds their locks and their owners', so that no other relay can
  /// publish them in between. What could not be sent or read waits for its next turn, and nothing waits for it.
  private func sweepOnce() async throws -> Int {
    try await transactions.pool.withTransaction { transaction in
      let gone = try await goneOwners(in: transaction)
      let rows = try await transaction.query(
        statements.take(ofOwners: gone, own: owedRows.owner, butNot: Array(owedRows.known), limit: limit))
      // Asked again: what was committed since the first look is there now, and known.
      let known = owedRows.known
      let taken = try rows.map(TakenRow.init).filter { !known.contains($0.id) }
      let owed = taken.compactMap(\.content)
      let left = owed.isEmpty ? [] : try await publish(owed)
      transaction.enqueue(statements.delete(left.filter(\.messages.isEmpty).map(\.id)))
      transaction.enqueue(try left.filter { !$0.messages.isEmpty }.map(statements.postpone))
      let unreadable = taken.filter { $0.content == nil }.map(\.id)
      if !unreadable.isEmpty { transaction.enqueue(statements.postpone(unreadable)) }
      report(stuck: left.count { !$0.messages.isEmpty }, unreadable: unreadable)
      return rows.count
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

  private func report(stuck: Int, unreadable: [UUID]) {
    for id in unreadable {
      logger.error(
        "an outbox row cannot be read; it stays for operators, and is tried more and more rarely",
        metadata: ["outbox_id": "\(id)"])
    }
    guard stuck > 0 else { return }
    logger.error(
      "outbox rows cannot be sent; they are tried more and more rarely", metadata: [LogKey.count: "\(stuck)"])
  }

  /// Deletes what is confirmed when no batch has come along to do it.
  func deleteConfirmed() async throws {
    if owedRows.hasConfirmed { _ = try await transactions.run { _ in ((), []) } }
  }
}

/// A row as the relay took it.
private struct TakenRow {
  let id: UUID
  /// What it holds; nil where that cannot be read.
  let content: OutboxRow?

  init(_ row: Row) throws {
    let (id, packed) = try row.decode((UUID, Data).self)
    self.id = id
    self.content = (try? PackedMessages.unpack(packed)).map { OutboxRow(id: id, $0) }
  }
}
