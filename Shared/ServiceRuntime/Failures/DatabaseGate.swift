import AMQPClient
import Logging
import Observability
import PostgreSQLClient
import Synchronization

/// Holds work back while PostgreSQL is away, so that no message's attempts are burnt on it.
final class DatabaseGate: Sendable {
  private let pool: PostgreSQLPool
  private let logger: Logger
  private let isClosed = Atomic<Bool>(false)

  init(pool: PostgreSQLPool, logger: Logger) {
    self.pool = pool
    self.logger = logger
  }

  /// Lets waiting work give up: the service stops.
  func close() {
    isClosed.store(true, ordering: .relaxed)
  }

  /// Waits until the database answers again; false when the service stops meanwhile.
  ///
  /// The backoff is the caller's: a database that answers, but takes no writes, must not be asked in a hurry.
  func waitUntilBack(after error: any Error, backoff: inout ReconnectBackoff) async -> Bool {
    var error = error
    while !isClosed.load(ordering: .relaxed) {
      let seconds = backoff.next()
      logger.error(
        "the database is away; trying again",
        metadata: [LogKey.error: "\(error)", "retry_in_ms": "\(Int(seconds * 1000))"])
      guard (try? await Task.sleep(for: .seconds(seconds))) != nil else { return false }
      do {
        try await ping()
        logger.info("the database is back")
        return true
      } catch let failure {
        error = failure
      }
    }
    return false
  }

  /// Asks the database whether it answers.
  func ping() async throws {
    try await pool.withConnection { connection in
      _ = try await connection.execute(["select 1"])
    }
  }
}
