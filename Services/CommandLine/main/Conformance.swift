import ArgumentParser
import CooptCommandLine
import CooptConformance

/// `coopt conformance`.
struct Conformance: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Try somebody's program against the contract, on a virtual host that is thrown away.",
    discussion: """
      The program is started by the kit, is told what to do by lines of JSON on its standard input, and answers by lines on \
      its standard output; Services/CommandLine/Conformance/README.md has them. Each scenario gets a virtual host of its \
      own, with the platform's exchanges, queues, users and rights; nothing else on the broker is touched.

      The broker is found by --amqp-url, else COOPT_ADMIN_AMQP_URL; its management interface by --management-url, else \
      COOPT_MANAGEMENT_URL. Else '.local/stack.env' in the working directory counts.

      Exit status: 0 nothing failed, 1 something did, 64 usage, 69 broker unavailable or stopped, 78 an address is missing.
      """,
    subcommands: [
      ConformancePublisher.self, ConformancePayer.self, ConformanceConsumer.self, ConformanceList.self,
      ConformanceShow.self,
    ])
}

/// `coopt conformance publisher`.
struct ConformancePublisher: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publisher", abstract: "Try a system that reports hires.",
    discussion: "Example: coopt conformance publisher --program 'python3 my_ats.py'")

  @OptionGroup var options: ConformanceOptions

  func run() async throws { try await options.run(as: .publisher) }
}

/// `coopt conformance payer`.
struct ConformancePayer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payer", abstract: "Try a system that pays.",
    discussion: "Example: coopt conformance payer --program 'java -jar finance.jar'")

  @OptionGroup var options: ConformanceOptions

  func run() async throws { try await options.run(as: .payer) }
}

/// `coopt conformance consumer`.
struct ConformanceConsumer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "consumer", abstract: "Try a staff tool.",
    discussion: "Example: coopt conformance consumer --container registry.example.com/dashboard:2 --json")

  @OptionGroup var options: ConformanceOptions

  func run() async throws { try await options.run(as: .consumer) }
}

/// `coopt conformance list`.
struct ConformanceList: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the scenarios.")

  func run() throws {
    var table = TextTable(["role", "scenario", "what happens"])
    for role in Role.allCases {
      for scenario in role.scenarios { table.add([role.rawValue, scenario.name, scenario.story]) }
    }
    try StandardStream.output.write(lines: table.lines)
  }
}

/// `coopt conformance show`.
struct ConformanceShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show what a scenario looks at, and what the contract says of it.")

  @Argument(help: "The scenario.", completion: .list(Set(Role.allCases.flatMap(\.scenarios).map(\.name)).sorted()))
  var scenario: String

  func run() throws {
    let found = Role.allCases.flatMap { role in role.scenarios.filter { $0.name == scenario }.map { (role, $0) } }
    guard !found.isEmpty else {
      throw CommandFailure(.usage, "no scenario '\(scenario)'; 'coopt conformance list' has them")
    }
    for (role, scenario) in found {
      try StandardStream.output.write(lines: ["\(role.rawValue)  \(scenario.name)", "  \(scenario.story)"])
      for check in scenario.checks {
        try StandardStream.output.write(
          lines: [
            "  \(check.name)\(check.level == .advised ? " (advised)" : "")", "    \(check.contract)",
            "    \(check.change)",
          ])
      }
    }
  }
}
