import AMQPClient
import CooptCommandLine
import FoundationEssentials
import Glibc

/// A program's trial: scenario after scenario, each in a virtual host of its own that is gone afterwards.
package struct ConformanceTrial: Sendable {
  /// What the program is tried as.
  package let role: Role
  /// How it is started.
  package let launch: Launch
  /// The scenarios to play.
  package let scenarios: [Scenario]
  /// How long anything that is waited for may take.
  package let patience: Duration
  /// What decides names and numbers.
  package let seed: UInt64
  private let management: ManagementInterface
  private let broker: AMQPEndpoint

  /// A trial on a broker that listens on loopback, by its management interface.
  package init(
    _ role: Role, _ launch: Launch, scenarios: [Scenario], patience: Duration, seed: UInt64,
    management: ManagementInterface, broker: AMQPEndpoint
  ) {
    self.role = role
    self.launch = launch
    self.scenarios = scenarios
    self.patience = patience
    self.seed = seed
    self.management = management
    self.broker = broker
  }

  /// Plays all scenarios, and hands each one's report on as soon as it is there.
  ///
  /// Throws a failure where broker or management interface do not work, and `CancellationError`; what was made is
  /// removed all the same.
  package func run(_ show: (ScenarioReport) throws -> Void) async throws -> ConformanceReport {
    var reports: [ScenarioReport] = []
    for (position, scenario) in scenarios.enumerated() {
      try Task.checkCancellation()
      let report = try await play(scenario, seed: seed &+ UInt64(position))
      try show(report)
      reports.append(report)
    }
    return ConformanceReport(role: role.rawValue, program: launch.title, scenarios: reports)
  }

  private func play(_ scenario: Scenario, seed: UInt64) async throws -> ScenarioReport {
    let directory = try temporaryDirectory()
    defer { try? FileManager.default.removeItem(atPath: directory) }
    let host = try await ThrowAwayHost.make(management, on: broker)
    let outcome: Result<ScenarioReport, any Error>
    do {
      let scene = try await Scene(
        role, launch, on: host, by: broker, heartbeat: scenario.heartbeat, patience: patience, seed: seed,
        directory: directory)
      outcome = .success(try await scene.play(scenario))
    } catch let error as AMQPError {
      outcome = .failure(CommandFailure(error))
    } catch {
      outcome = .failure(error)
    }
    // In a task of its own, which a cancellation of this one does not stop.
    try await Task { try await host.remove() }.value
    return try outcome.get()
  }

  private func temporaryDirectory() throws -> String {
    var template = Array("\(FileManager.default.temporaryDirectory.path)/coopt-conformance-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw CommandFailure(.failure, "no temporary directory can be made: \(String(cString: strerror(errno)))")
    }
    // A container's user is another than ours.
    if case .container = launch { chmod(template, 0o777) }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
