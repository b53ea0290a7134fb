import FoundationEssentials
import Glibc
import Logging
public import MessageHandling
import Metrics
import Observability
public import PostgreSQLClient
import ServiceLifecycle
public import ServiceSettings
public import Topology
import UnixSignals

/// The program that every service is: `serve`, which is what it does without arguments, and `migrate`.
public enum ServiceProgram {
  /// Exit statuses, as in sysexits.h.
  private enum Exit {
    static let usage: Int32 = 64
    static let failure: Int32 = 70
    static let configuration: Int32 = 78
  }

  /// Runs the program with this process's arguments and environment, and ends the process.
  ///
  /// A missing or malformed setting is named on standard error, and the exit status is 78.
  public static func main(
    _ service: ServiceName,
    migrations: [Migration],
    _ define: @Sendable (Settings) throws(SettingError) -> ServiceDefinition
  ) async -> Never {
    let settings = Settings()
    do {
      let level = try RuntimeSettings.logLevel(settings)
      LoggingSystem.bootstrap { label in
        StructuredLogHandler(service: service.rawValue, label: label, level: level)
      }
      switch CommandLine.arguments.dropFirst().first {
      case nil, "serve":
        try await serve(try define(settings), settings: settings)
      case "migrate":
        try await migrate(ServiceDefinition(service, migrations: migrations, handlers: []), settings: settings)
      case .some(let verb):
        print(error: "unknown argument '\(verb)'; expected nothing (or 'serve'), or 'migrate'")
        exit(Exit.usage)
      }
      exit(0)
    } catch let error as SettingError {
      print(error: "coopt-\(service.rawValue): \(error)")
      exit(Exit.configuration)
    } catch {
      print(error: "coopt-\(service.rawValue): \(error)")
      exit(Exit.failure)
    }
  }

  private static func serve(_ definition: ServiceDefinition, settings: Settings) async throws {
    let settings = try RuntimeSettings(settings, service: definition.name)
    let metrics = PrometheusRegistry()
    MetricsSystem.bootstrap(metrics)
    let logger = Logger(label: "coopt.\(definition.name.rawValue)")
    try await group(
      definition, settings: settings, metrics: metrics, logger: logger, stoppingOn: [.sigterm, .sigint]
    ).run()
  }

  /// A service with its HTTP side, as one group to run.
  package static func group(
    _ definition: ServiceDefinition,
    settings: RuntimeSettings,
    metrics: PrometheusRegistry,
    logger: Logger,
    stoppingOn signals: [UnixSignal] = []
  ) -> ServiceGroup {
    let health = HealthState()
    let http = OperationsServer.make(
      host: settings.httpHost, port: settings.httpPort, health: health, metrics: metrics, logger: logger)
    let runtime = RuntimeService(definition: definition, settings: settings, health: health, logger: logger)
    var configuration = ServiceGroupConfiguration(
      services: [
        .init(service: http),
        .init(service: runtime, successTerminationBehavior: .gracefullyShutdownGroup),
      ],
      gracefulShutdownSignals: signals,
      logger: logger
    )
    // Past the deadline whatever still runs is cancelled; what it had in hand comes again from the broker.
    configuration.maximumGracefulShutdownDuration = .seconds(settings.drainSeconds)
    configuration.maximumCancellationDuration = .seconds(5)
    return ServiceGroup(configuration: configuration)
  }

  private static func migrate(_ definition: ServiceDefinition, settings: Settings) async throws {
    let logger = Logger(label: "coopt.\(definition.name.rawValue)")
    let name = "COOPT_MIGRATION_DATABASE_URL"
    let url = try settings.text(name)
    let configuration: PostgreSQLConfiguration
    do throws(PostgreSQLError) {
      configuration = try PostgreSQLConfiguration(
        url: url, applicationName: "coopt-\(definition.name.rawValue)-migrate")
    } catch {
      throw SettingError(name, "cannot be used: \(error)")
    }
    let connection = try await PostgreSQLConnection.connect(configuration, logger: logger)
    let applied: [Migration]
    do {
      applied = try await definition.migrate(on: connection)
    } catch {
      await connection.close()
      throw error
    }
    await connection.close()
    logger.info(
      "schema is up to date",
      metadata: ["schema": "\(definition.name.rawValue)", "applied": "\(applied.map(\.number))"])
  }

  private static func print(error: String) {
    StructuredLogHandler.writeToStandardError(error + "\n")
  }
}
