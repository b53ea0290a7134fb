import Logging
import Synchronization

/// A bounded set of connections, opened when first needed and lent to one task at a time.
///
/// Tasks that find none free wait in line. A connection that broke, or that came back inside a transaction, is closed
/// and another opened in its place when it is needed; where the server did not answer in time, those that lie unused are
/// closed as well. Session settings are not reset between leases.
public final class PostgreSQLPool: Sendable {
  private typealias State = PoolState<PostgreSQLConnection>
  private typealias Waiter = CheckedContinuation<Result<State.Grant, PostgreSQLError>, Never>

  private struct Line {
    var pool: State
    var waiters: [Int: Waiter] = [:]
    var closers: [CheckedContinuation<Void, Never>] = []
    var nextWaiter = 0
  }

  /// Where its connections go and how.
  public let configuration: PostgreSQLConfiguration
  private let logger: Logger
  private let plans = PlanGeneration()
  private let line: Mutex<Line>

  /// A pool of at most `limit` connections; opens none yet.
  public init(_ configuration: PostgreSQLConfiguration, limit: Int, logger: Logger) {
    self.configuration = configuration
    self.logger = logger
    self.line = Mutex(Line(pool: State(limit: limit)))
  }

  /// How its connections are used right now.
  package var counts: PoolCounts { line.withLock { $0.pool.counts } }

  /// How often a task had to wait for a connection so far.
  package var waits: Int { line.withLock { $0.nextWaiter } }

  // MARK: Using

  /// Lends a connection for the time of a body.
  ///
  /// Throws what the body throws, or `PostgreSQLError` where no connection is to be had: `connectionFailed`,
  /// `authenticationFailed`, `poolClosed`, `cancelled`.
  public nonisolated(nonsending) func withConnection<Result>(
    _ body: nonisolated(nonsending) (PostgreSQLConnection) async throws -> Result
  ) async throws -> Result {
    let connection = try await lease()
    do {
      let result = try await body(connection)
      await giveBack(connection)
      return result
    } catch {
      await giveBack(connection)
      throw error
    }
  }

  /// Runs a body in a transaction on a connection of the pool; see `PostgreSQLConnection.withTransaction`.
  public nonisolated(nonsending) func withTransaction<Result>(
    _ mode: TransactionMode = .readCommitted,
    _ body: nonisolated(nonsending) (Transaction) async throws -> Result
  ) async throws(PostgreSQLTransactionError) -> Result {
    let connection: PostgreSQLConnection
    do throws(PostgreSQLError) {
      connection = try await lease()
    } catch {
      throw PostgreSQLTransactionError(begin: error)
    }
    do throws(PostgreSQLTransactionError) {
      // The body runs on the connection's thread too, so that its round trips wake no other.
      let result = try await withTaskExecutorPreference(connection.taskExecutor) {
        () async throws(PostgreSQLTransactionError) in
        await connection.enter()
        return try await connection.withTransaction(mode, body)
      }
      await giveBack(connection)
      return result
    } catch {
      await giveBack(connection)
      throw error
    }
  }

  /// Runs statements in one round trip, as one implicit transaction.
  @discardableResult
  public nonisolated(nonsending) func execute(_ statements: [Statement]) async throws(PostgreSQLError) -> [ResultSet] {
    let connection = try await lease()
    do throws(PostgreSQLError) {
      let results = try await connection.execute(statements)
      await giveBack(connection)
      return results
    } catch {
      await giveBack(connection)
      throw error
    }
  }

  /// Runs one statement.
  @discardableResult
  public nonisolated(nonsending) func query(_ statement: Statement) async throws(PostgreSQLError) -> ResultSet {
    try await execute([statement])[0]
  }

  // MARK: Leases

  private nonisolated(nonsending) func lease() async throws(PostgreSQLError) -> PostgreSQLConnection {
    switch try await place() {
    case .use(let connection):
      return connection
    case .open:
      do throws(PostgreSQLError) {
        return try await PostgreSQLConnection.connect(configuration, plans: plans, logger: logger)
      } catch {
        giveBackPlace(with: nil)
        throw error
      }
    }
  }

  private nonisolated(nonsending) func place() async throws(PostgreSQLError) -> State.Grant {
    let (answer, discarded) = line.withLock { line in
      var discarded: [PostgreSQLConnection] = []
      let answer = line.pool.ask(isUsable: \.isReusable, discarded: &discarded)
      return (answer, discarded)
    }
    for connection in discarded { await connection.close() }
    switch answer {
    case .granted(let grant): return grant
    case .refusedAsClosed: throw Self.closed
    case .wait: return try await waitInLine().get()
    }
  }

  private nonisolated(nonsending) func waitInLine() async -> Result<State.Grant, PostgreSQLError> {
    let waiter = line.withLock { line in
      line.nextWaiter += 1
      return line.nextWaiter
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { enter(waiter, $0) }
    } onCancel: {
      cancel(waiter)
    }
  }

  /// Asks again, since a place may have come back meanwhile, and waits only where there is still none.
  private func enter(_ waiter: Int, _ continuation: Waiter) {
    var discarded: [PostgreSQLConnection] = []
    let answer: Result<State.Grant, PostgreSQLError>? = line.withLock { line in
      // The cancellation handler may have run before there was a waiter to cancel.
      if Task.isCancelled { return .failure(Self.cancelled) }
      switch line.pool.ask(isUsable: \.isReusable, discarded: &discarded) {
      case .granted(let grant): return .success(grant)
      case .refusedAsClosed: return .failure(Self.closed)
      case .wait:
        line.pool.wait(waiter)
        line.waiters[waiter] = continuation
        return nil
      }
    }
    if let answer { continuation.resume(returning: answer) }
  }

  private func cancel(_ waiter: Int) {
    let continuation = line.withLock { line in
      line.pool.leave(waiter) ? line.waiters.removeValue(forKey: waiter) : nil
    }
    continuation?.resume(returning: .failure(Self.cancelled))
  }

  private nonisolated(nonsending) func giveBack(_ connection: PostgreSQLConnection) async {
    guard connection.isReusable else {
      await connection.close()
      // A frozen server keeps its other connections as well, and each would cost somebody the same time.
      let suspects = connection.wasGivenUpAsSilent ? line.withLock { $0.pool.takeIdle() } : []
      for suspect in suspects { await suspect.close() }
      return giveBackPlace(with: nil)
    }
    let isClosed = line.withLock { $0.pool.isClosed }
    if isClosed { await connection.close() }
    giveBackPlace(with: isClosed ? nil : connection)
  }

  private func giveBackPlace(with connection: PostgreSQLConnection?) {
    let (waiter, grant, closers) = line.withLock {
      line -> (Waiter?, State.Grant?, [CheckedContinuation<Void, Never>]) in
      switch line.pool.giveBack(connection) {
      case .nothing:
        return (nil, nil, [])
      case .hand(let grant, let waiter):
        return (line.waiters.removeValue(forKey: waiter), grant, [])
      case .finish:
        defer { line.closers = [] }
        return (nil, nil, line.closers)
      }
    }
    if let waiter, let grant { waiter.resume(returning: .success(grant)) }
    for closer in closers { closer.resume() }
  }

  // MARK: Closing

  /// Closes the pool: those who wait get `poolClosed`; returns when every lease has ended and all is closed.
  public func close() async {
    let (idle, waiters) = line.withLock { line in
      let (idle, waiting) = line.pool.close()
      return (idle, waiting.compactMap { line.waiters.removeValue(forKey: $0) })
    }
    for waiter in waiters { waiter.resume(returning: .failure(Self.closed)) }
    for connection in idle { await connection.close() }
    await withCheckedContinuation { continuation in
      let isDone = line.withLock { line in
        if line.pool.isDrained { return true }
        line.closers.append(continuation)
        return false
      }
      if isDone { continuation.resume() }
    }
  }

  private static let closed = PostgreSQLError(.poolClosed, "the pool of connections was closed")
  private static let cancelled = PostgreSQLError(
    .cancelled, "the task was cancelled while it waited for a connection")
}
