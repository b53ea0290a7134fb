import Logging
import MessageHandling
import PostgreSQLClient
import ServiceLifecycle
import Topology

/// Runs a service: waits for its database and its schema, then consumes, decides and publishes until told to stop.
///
/// Graceful shutdown drains: no more batches are taken, what was taken is finished, what is owed is published and
/// confirmed, and only then the connections close.
struct RuntimeService: Service, CustomStringConvertible {
  let definition: ServiceDefinition
  let settings: RuntimeSettings
  let health: HealthState
  let logger: Logger

  /// The service's name: the lifecycle logs the description of what it runs.
  var description: String { definition.name.rawValue }

  func run() async throws {
    let parts = RuntimeParts(definition: definition, settings: settings, logger: logger)
    let stop = Signal()
    await withGracefulShutdownHandler {
      health.enter("waiting for the database")
      if let session = await parts.waitForSchema(until: stop) {
        health.observe(
          consumers: parts.lanes.map(\.consumer),
          publishers: ["publisher": parts.publisher, "replies": parts.answerer],
          database: parts.database
        )
        await parts.run(holding: session)
      }
    } onGracefulShutdown: {
      logger.info("stopping: finishing what was taken")
      stop.close()
      health.enter("stopping")
      parts.beginDrain()
    }
    await parts.pool.close()
    logger.info("stopped")
  }
}
