import ArgumentParser
import CooptCommandLine
import Glibc
import Observability

/// The operator's and staff's command line.
@main
struct Coopt: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coopt",
    abstract: "Sends commands to the platform, listens to what it tells, and looks into its books.",
    discussion: """
      The broker is found by --amqp-url, else COOPT_AMQP_URL or COOPT_STAFF_AMQP_URL ('report' COOPT_ATS_AMQP_URL, \
      'payouts' COOPT_FINANCE_AMQP_URL); the database by --database-url, \
      else COOPT_DATABASE_URL or COOPT_ADMIN_DATABASE_URL. Each variable may be given as NAME_FILE instead, the path of \
      a file that holds the value. Else '.local/stack.env' in the working directory counts, which 'make up' leaves.

      \(ExitStatus.help)
      """,
    version: "coopt \(BuildInformation.version) (\(BuildInformation.commit), contract v1)",
    subcommands: [
      Send.self, Commands.self, ContractCommand.self, Tail.self, ExplainTargetingCommand.self, Ledger.self,
      DeadLetters.self, Webhooks.self, ReportGroup.self, Payouts.self, Conformance.self, Completions.self,
    ]
  )

  /// Runs what the arguments say, and ends the process with the status that the README documents.
  static func main() async {
    StandardStream.ignoreBrokenPipes()
    do {
      var command = try parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      try? StandardStream.error.write("coopt: \(failure)\n")
      Glibc.exit(failure.status.rawValue)
    } catch let refusal as CommandRefusal {
      try? StandardStream.error.write(lines: refusal.reply.lines)
      Glibc.exit(ExitStatus.rejected.rawValue)
    } catch is StandardStream.Closed {
      // Whoever read the output has what they wanted.
      Glibc.exit(0)
    } catch {
      exit(withError: error)
    }
  }
}
