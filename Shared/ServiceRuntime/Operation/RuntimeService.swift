import PostgreSQLClient
import Logging
import MessageHandling
import Observability
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
  let metrics: PrometheusRegistry
  let logger: Logger

  /// The service's name: the lifecycle logs the description of what it runs.
  var description: String { definition.name.rawValue }

  func run() async throws {
    let parts = RuntimeParts(definition: definition, settings: settings, logger: logger)
    metrics.describe(parts.figures.descriptions)
    metrics.observe(as: "runtime", parts.observe)
    await withGracefulShutdownHandler {
      health.enter("waiting for the database")
      if let session = await parts.waitForSchema() {
        health.observe(parts.observed)
        await parts.run(holding: session)
      }
    } onGracefulShutdown: {
      logger.info("stopping: finishing what was taken")
      health.enter("stopping")
      parts.beginDrain()
    }
    await parts.probe.close()
    await parts.pool.close()
    logger.info("stopped")
  }
}
