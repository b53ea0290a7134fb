import ArgumentParser

/// Loads the running stack and measures it; `docker/local/bench` calls it.
@main
struct CooptBench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coopt-bench",
    abstract: "Loads a seeded stack, where Python would disturb the measurement.",
    subcommands: [Publish.self, Latency.self, Recommend.self, BrokerAlone.self, DatabaseAlone.self]
  )
}
