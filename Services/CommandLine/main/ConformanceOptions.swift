import AMQPClient
import ArgumentParser
import CooptCommandLine
import CooptConformance
import Glibc
import UnixSignals

/// What every trial takes.
struct ConformanceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The program: a command, as a shell reads it.", valueName: "command"))
  var program: String?

  @Option(
    help: ArgumentHelp("The program: an image, run by Docker or Podman on the host's network.", valueName: "image"))
  var container: String?

  @Option(help: ArgumentHelp("Play this scenario alone; may be given again.", valueName: "scenario"))
  var only: [String] = []

  @Option(help: ArgumentHelp("How long anything that is waited for may take.", valueName: "seconds"))
  var patience: Double = 15

  @Option(
    help: ArgumentHelp("What decides names and numbers: the same again plays the same again.", valueName: "number"))
  var seed: UInt64?

  @Flag(help: "One JSON document.")
  var json = false

  @Option(
    name: .customLong("amqp-url"),
    help: ArgumentHelp(
      "The broker as its administrator logs in, amqp://user:password@host:port.",
      discussion: "Other users of the machine may see arguments: prefer COOPT_ADMIN_AMQP_URL_FILE.", valueName: "url"))
  var amqpURL: String?

  @Option(help: ArgumentHelp("The broker's management interface, http://host:port.", valueName: "url"))
  var managementURL: String?

  func validate() throws {
    guard (program == nil) != (container == nil) else { throw ValidationError("give --program or --container") }
    guard patience >= 1, patience <= 600 else { throw ValidationError("--patience takes 1 to 600 seconds") }
  }

  /// Tries the program as what it says it is, shows what came of it, and ends with the status that the README
  /// documents.
  func run(as role: Role) async throws {
    let trial = try trial(as: role)
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    let report = try await withThrowingTaskGroup(of: ConformanceReport?.self) { tasks in
      tasks.addTask {
        try await trial.run { report in
          if !json { try StandardStream.output.write(lines: report.lines) }
        }
      }
      tasks.addTask {
        for await _ in signals { return nil }
        return nil
      }
      guard let report = try await tasks.next() ?? nil else {
        // What was made is removed before the task ends.
        tasks.cancelAll()
        while !tasks.isEmpty { _ = try? await tasks.next() }
        throw CommandFailure(.unavailable, "stopped; what was made on the broker is removed")
      }
      tasks.cancelAll()
      return report
    }
    try StandardStream.output.write(lines: [
      json ? try JSONLine.text(report) : "\(report.summary) (--seed \(trial.seed))"
    ])
    if !report.passed { throw ExitCode(ExitStatus.rejected.rawValue) }
  }

  private func trial(as role: Role) throws -> ConformanceTrial {
    let unknown = only.filter { name in !role.scenarios.contains { $0.name == name } }
    guard unknown.isEmpty else {
      throw CommandFailure(
        .usage,
        "no scenario '\(unknown[0])' of a \(role.rawValue); there are "
          + "\(role.scenarios.map(\.name).joined(separator: ", "))"
      )
    }
    let addresses = ServerAddresses()
    let url = try addresses.url(of: .plainAdministeredBroker, option: amqpURL)
    let plainText = try addresses.plainText()
    let broker: AMQPConfiguration
    do throws(AMQPError) {
      broker = try AMQPConfiguration(url: url, plainText: plainText)
    } catch {
      throw CommandFailure(error)
    }
    guard !broker.usesTLS else {
      throw CommandFailure(
        .configuration,
        "the kit reads along between program and broker: give an address without TLS (amqp://) on this machine")
    }
    let management = ManagementInterface(
      address: try addresses.url(of: .management, option: managementURL), user: broker.user, password: broker.password)
    return ConformanceTrial(
      role, launch, scenarios: role.scenarios.filter { only.isEmpty || only.contains($0.name) },
      patience: .seconds(patience), seed: seed ?? .random(in: 0..<1_000_000), management: management,
      broker: AMQPEndpoint(host: broker.host, port: broker.port))
  }

  private var launch: Launch {
    if let program { return .command(program) }
    return .container(image: container ?? "", engine: Self.engine)
  }

  /// Docker where it is, else Podman.
  private static var engine: String {
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    let isThere = path.split(separator: ":").contains { access("\($0)/docker", X_OK) == 0 }
    return isThere ? "docker" : "podman"
  }
}
