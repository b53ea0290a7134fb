import FoundationEssentials
import Glibc
import Logging
public import MessageHandling
import Metrics
import NIOCore
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
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      if let answer = ProgramHelp.answer(to: arguments, of: service) {
        Swift.print(answer)
        exit(0)
      }
      // A level that cannot be used is told with whatever else is wrong.
      let level = (try? RuntimeSettings.logLevel(settings)) ?? .info
      LoggingSystem.bootstrap { label in
        StructuredLogHandler(service: service.rawValue, label: label, level: level)
      }
      switch arguments.first {
      case nil, "serve":
        try await serve(service, define, settings: settings)
      case "migrate":
        try await migrate(ServiceDefinition(service, migrations: migrations, handlers: []), settings: settings)
      case .some(let verb):
        print(error: "unknown argument '\(verb)'; expected nothing (or 'serve'), or 'migrate'; see --help")
        exit(Exit.usage)
      }
      exit(0)
    } catch let error as SettingError {
      for line in error.description.split(separator: "\n") { print(error: "coopt-\(service.rawValue): \(line)") }
      exit(Exit.configuration)
    } catch let error as IOError where error.errnoCode == EADDRINUSE || error.errnoCode == EADDRNOTAVAIL {
      let port = (try? settings.optionalText("COOPT_HTTP_PORT")) ?? "8080"
      let host = (try? settings.optionalText("COOPT_HTTP_HOST")) ?? "127.0.0.1"
      print(
        error: """
          coopt-\(service.rawValue): setting COOPT_HTTP_PORT cannot be used: port \(port) of \(host) is in use, or the \
          address is not this machine's
          """)
      exit(Exit.configuration)
    } catch {
      print(error: "coopt-\(service.rawValue): \(error)")
      exit(Exit.failure)
    }
  }

  private static func serve(
    _ service: ServiceName, _ define: @Sendable (Settings) throws(SettingError) -> ServiceDefinition, settings: Settings
  ) async throws {
    var findings = SettingFindings()
    let definition = findings.value { () throws(SettingError) in try define(settings) }
    let batchSize = definition?.batchSize ?? ServiceDefinition.usualBatchSize
    let runtime = findings.value { () throws(SettingError) in
      try RuntimeSettings(settings, service: service, batchSize: batchSize)
    }
    findings.add(SettingName.unknown(in: ProcessInfo.processInfo.environment.keys))
    try findings.check()
    guard let definition, let settings = runtime else { return }
    // What is served over HTTP is read and written by one thread, not by one for each core: the work is done elsewhere.
    NIOSingletons.groupLoopCountSuggestion = 1
    let metrics = PrometheusRegistry(describing: MetricDescription.all)
    metrics.observeProcess()
    MetricsSystem.bootstrap(metrics)
    Gauge(
      label: MetricName.build,
      dimensions: [("version", BuildInformation.version), ("commit", BuildInformation.commit)]
    ).record(1)
    let logger = Logger(label: "coopt.\(definition.name.rawValue)")
    logger.info(
      "starting", metadata: ["version": "\(BuildInformation.version)", "commit": "\(BuildInformation.commit)"])
    try await group(
      definition, settings: settings, metrics: metrics, logger: logger, stoppingOn: [.sigterm, .sigint, .sighup]
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
      host: settings.httpHost, port: settings.httpPort, health: health, metrics: metrics, doors: definition.doors,
      logger: logger)
    let runtime = RuntimeService(
      definition: definition, settings: settings, health: health, metrics: metrics, logger: logger)
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
    let plainText = try settings.plainText()
    let configuration: PostgreSQLConfiguration
    do throws(PostgreSQLError) {
      configuration = try PostgreSQLConfiguration(
        url: url, applicationName: "coopt-\(definition.name.rawValue)-migrate", plainText: plainText)
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
