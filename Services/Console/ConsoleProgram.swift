import FoundationEssentials
import Glibc
import Logging
import Metrics
import Observability
import ServiceLifecycle
import ServiceSettings
import UnixSignals

/// The program `coopt-console`: serves until SIGTERM, SIGINT or SIGHUP.
public enum ConsoleProgram {
  /// Exit statuses, as in sysexits.h.
  private enum Exit {
    static let failure: Int32 = 70
    static let configuration: Int32 = 78
  }

  /// Runs with this process's environment, and ends the process.
  ///
  /// A missing or malformed setting is named on standard error, and the exit status is 78.
  public static func main() async -> Never {
    do {
      let settings = try ConsoleSettings(Settings())
      LoggingSystem.bootstrap { label in
        StructuredLogHandler(service: "console", label: label, level: settings.logLevel)
      }
      let metrics = PrometheusRegistry(describing: MetricDescription.all)
      metrics.observeProcess()
      MetricsSystem.bootstrap(metrics)
      Gauge(
        label: MetricName.build,
        dimensions: [("version", BuildInformation.version), ("commit", BuildInformation.commit)]
      ).record(1)
      let logger = Logger(label: "coopt.console")
      logger.info(
        "starting", metadata: ["version": "\(BuildInformation.version)", "commit": "\(BuildInformation.commit)"])
      try await serve(settings, metrics, logger)
      exit(0)
    } catch let error as SettingError {
      for line in error.description.split(separator: "\n") { print(error: "coopt-console: \(line)") }
      exit(Exit.configuration)
    } catch {
      print(error: "coopt-console: \(error)")
      exit(Exit.failure)
    }
  }

  private static func serve(_ settings: ConsoleSettings, _ metrics: PrometheusRegistry, _ logger: Logger) async throws {
    let console = try Console(settings, logger: logger)
    var configuration = ServiceGroupConfiguration(
      services: [
        .init(service: console.desk),
        .init(service: ConsoleServer.make(console)),
        .init(service: ConsoleServer.operations(console, metrics)),
        // The first to be told of a shutdown: pages that listen are sent away before the server waits for them.
        .init(
          service: LiveFollower(settings.broker, hub: console.live, desk: console.desk, logger: logger)),
      ],
      gracefulShutdownSignals: [.sigterm, .sigint, .sighup],
      logger: logger
    )
    configuration.maximumGracefulShutdownDuration = .seconds(10)
    configuration.maximumCancellationDuration = .seconds(5)
    try await ServiceGroup(configuration: configuration).run()
  }

  private static func print(error: String) {
    StructuredLogHandler.writeToStandardError(error + "\n")
  }
}
