import AMQPClient
import ArgumentParser

/// Which seeded hires a command is about.
struct HireRange: ParsableArguments {
  @Option(help: "The place of the first hire.")
  var first: Int

  @Option(help: "How many.")
  var count: Int

  @Option(help: "How many members were seeded.")
  var members: Int

  var reports: HireReports { HireReports(members: members) }
}

/// Reports hires as fast as the broker takes them.
struct Publish: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Reports hires, and returns when all are confirmed.")

  @OptionGroup var hires: HireRange

  func run() async throws {
    try await Broker.publishing(try Broker.configuration(of: "ATS")) { publisher in
      let places = hires.first..<(hires.first + hires.count)
      for start in stride(from: places.lowerBound, to: places.upperBound, by: 1000) {
        let burst = start..<min(start + 1000, places.upperBound)
        try await publisher.publishConfirmed(burst.map { hires.reports.report($0) })
      }
    }
  }
}
