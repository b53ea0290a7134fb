import ArgumentParser
import CooptCommandLine
import FoundationEssentials
import Vocabulary

/// Who does it, and why.
struct TrailOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Who does it, as your directory names you; else COOPT_ACTOR.", valueName: "who"))
  var actor: String?

  @Option(help: ArgumentHelp("Why it is done; kept for good.", valueName: "text"))
  var reason: String?

  /// Whoever does it.
  func doer() throws -> Operator {
    try Operator(name: actor ?? ProcessInfo.processInfo.environment["COOPT_ACTOR"], reason: reason)
  }
}

/// How letters are worked through.
struct WorkOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Letters a second at most; as fast as it goes unless given.", valueName: "number"))
  var rate: Double?

  @Option(help: ArgumentHelp("Letters at a time, 1 to 1000.", valueName: "number"))
  var batch = 100

  @Flag(help: "Say what would happen, and touch nothing.")
  var dryRun = false

  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    guard (1...1000).contains(batch) else { throw ValidationError("--batch takes a number from 1 to 1000") }
    guard rate.map({ $0 > 0 && $0.isFinite }) ?? true else { throw ValidationError("--rate takes a number above 0") }
  }

  /// Does the work in every queue that is meant, one after another, and says what became of the letters.
  func run(
    _ work: LetterWork, on queues: [String], broker: LetterBrokerOptions, database: DatabaseOptions,
    doer: () throws -> Operator
  ) async throws {
    var work = work
    (work.rate, work.batch, work.isDryRun) = (rate, batch, dryRun)
    work.actor = dryRun ? nil : try doer()
    let configuration = try broker.configuration()
    let report = try await LetterTrail.with(
      url: try database.resolved(), plainText: try ServerAddresses().plainText()
    ) { [work] trail in
      var report = LetterReport(work.action, isDryRun: dryRun)
      report.run = work.actor?.run.description
      for queue in queues {
        try await trail.lock(queue) {
          try StandardStream.error.write("coopt: waiting for whoever works on \(queue)\n")
        }
        report = try await work.run(on: queue, configuration, trail: trail, report: report)
        try await trail.unlock(queue)
      }
      return report
    }
    try show(report)
  }

  private func show(_ report: LetterReport) throws {
    guard report.total > 0 else {
      throw CommandFailure(.absent, "no such letter lies there, unless somebody has it in hand")
    }
    try StandardStream.output.write(lines: json ? [try JSONLine.text(report)] : report.lines)
    if report.isIncomplete { throw ExitCode(ExitStatus.rejected.rawValue) }
  }
}
