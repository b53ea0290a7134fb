import FoundationEssentials
import Glibc
import Logging
import Metrics
import NIOCore
import Observability
import ServiceLifecycle
import ServiceSettings
import UnixSignals

/// The program `coopt-console`: serves until SIGTERM, SIGINT or SIGHUP.
public enum ConsoleProgram {
  /// Exit statuses, as in sysexits.h.
  private enum Exit {
    static let usage: Int32 = 64
    static let failure: Int32 = 70
    static let configuration: Int32 = 78
  }

  /// Runs with this process's arguments and environment, and ends the process.
  ///
  /// A missing or malformed setting is named on standard error, and the exit status is 78.
  public static func main() async -> Never {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let answer = ConsoleHelp.answer(to: arguments) {
      Swift.print(answer)
      exit(0)
    }
    guard arguments.isEmpty || arguments == ["serve"] else {
      print(error: "unknown argument '\(arguments[0])'; expected nothing (or 'serve'); see --help")
      exit(Exit.usage)
    }
    do {
      try await serve(Settings())
      exit(0)
    } catch let error as SettingError {
      for line in error.description.split(separator: "\n") { print(error: "\(line)") }
      exit(Exit.configuration)
    } catch let error as IOError where error.errnoCode == EADDRINUSE || error.errnoCode == EADDRNOTAVAIL {
      print(
        error: """
          COOPT_CONSOLE_PORT or COOPT_HTTP_PORT cannot be used: a port is in use, or its address is not this machine's
          """)
      exit(Exit.configuration)
    } catch {
      print(error: "\(error)")
      exit(Exit.failure)
    }
  }

  private static func serve(_ environment: Settings) async throws {
    var findings = SettingFindings()
    let read = findings.value { () throws(SettingError) in try ConsoleSettings(environment) }
    findings.add(
      SettingName.unknown(in: ProcessInfo.processInfo.environment.keys, besides: ConsoleSettingName.all))
    try findings.check()
    guard let settings = read else { return }
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
    try await group(try Console(settings, logger: logger), metrics, stoppingOn: [.sigterm, .sigint, .sighup]).run()
  }

  /// All that runs, as one group.
  package static func group(
    _ console: Console, _ metrics: PrometheusRegistry, stoppingOn signals: [UnixSignal] = [],
    onListening: @escaping @Sendable (Int) async -> Void = { _ in }
  ) -> ServiceGroup {
    var configuration = ServiceGroupConfiguration(
      services: [
        // Stopped in the other order: whoever still has a page under way has somebody to ask.
        .init(service: console.provider),
        .init(service: console.desk),
        .init(service: ConsoleServer.operations(console, metrics)),
        .init(service: ConsoleServer.make(console, onListening: onListening)),
        // The first to be told of a shutdown: pages that listen are sent away before the server waits for them.
        .init(
          service: LiveFollower(console.settings.broker, hub: console.live, desk: console.desk, logger: console.logger)),
      ],
      gracefulShutdownSignals: signals,
      logger: console.logger
    )
    configuration.maximumGracefulShutdownDuration = .seconds(console.settings.drainSeconds)
    configuration.maximumCancellationDuration = .seconds(5)
    return ServiceGroup(configuration: configuration)
  }

  private static func print(error: String) {
    StructuredLogHandler.writeToStandardError("coopt-console: \(error)\n")
  }
}
