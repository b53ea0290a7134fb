import ArgumentParser
import CooptCommandLine

/// `coopt ledger verify`.
struct LedgerVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that the books add up.",
    discussion: """
      Every transaction sums to zero in each unit; balances are the sums of entries; a reversal mirrors its original \
      exactly and happens once; nothing is orphaned; no cause is posted twice; holders' accounts are on their side. \
      All checks see the books as they were at one moment, a statement each, while services go on.

      Exit status 2: there is a difference.
      """
  )

  @Flag(help: "Print one JSON document.")
  var json = false

  @OptionGroup var database: DatabaseOptions

  func run() async throws {
    let verification = try await database.ledger().reading {
      try await LedgerVerification.of(DifferenceQuery.all, in: $0)
    }
    let lines = json ? [try JSONLine.text(verification)] : verification.lines
    let shown = Result { try StandardStream.output.write(lines: lines) }
    // Whether or not anybody read it.
    if verification.differences > 0 { throw ExitCode(ExitStatus.difference.rawValue) }
    try shown.get()
  }
}
