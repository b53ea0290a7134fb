import ArgumentParser
import CooptCommandLine
import RewardsBooks

/// `coopt ledger balances`.
struct LedgerBalances: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "balances",
    abstract: "Show what accounts come to.",
    discussion: """
      A pattern without * means the account itself and all that lie under it.

      Examples:
        coopt ledger balances platform
        coopt ledger balances member:01930000-0000-7000-8000-000000000001
        coopt ledger balances 'member:*:claim' --json
      """
  )

  @Argument(help: ArgumentHelp("Which accounts; * is any text. All of them unless given.", valueName: "pattern"))
  var pattern: String?

  @Flag(help: "Print one JSON document a line.")
  var json = false

  @OptionGroup var database: DatabaseOptions

  func run() async throws {
    let pattern = pattern.map(AccountPattern.init) ?? .everything
    let balances = try await database.reading { try await AccountBalance.all(of: pattern, in: $0) }
    try StandardStream.output.write(
      lines: json ? try balances.map { try JSONLine.text($0) } : AccountBalance.lines(balances))
  }
}
