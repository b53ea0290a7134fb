import ArgumentParser
import CooptCommandLine
import RewardsBooks
import RewardsRebuild

/// `coopt ledger verify`.
struct LedgerVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Check that the books add up.",
    discussion: """
      Every transaction sums to zero in each unit; balances are the sums of entries; a reversal mirrors its original \
      exactly and happens once; nothing is orphaned; no cause is posted twice; holders' accounts are on their side. \
      And the messages that rewards received, handled again in a database made for it, come to the same books: for \
      that the login has to be one that may create databases. All checks see the books as they were at one moment, \
      while services go on.

      Exit status 2: there is a difference.
      """
  )

  @Flag(help: "Print one JSON document.")
  var json = false

  @Flag(help: "Leave out the rebuild from received messages, which takes about as long as they took.")
  var skipMessages = false

  @OptionGroup var database: DatabaseOptions

  func run() async throws {
    let (url, plainText) = (try database.resolved(), try ServerAddresses().plainText())
    let verification = try await LedgerDatabase.read(at: url, plainText: plainText) { transaction in
      var checks: [any LedgerCheck] = DifferenceQuery.all
      if !skipMessages {
        if try await RebuiltBooks.isPossible(in: transaction) {
          checks.append(RebuiltBooks(url: url, plainText: plainText))
        } else {
          try StandardStream.error.write(
            lines: ["coopt: the received messages are not looked at: this login may not create databases"])
        }
      }
      return try await LedgerVerification.of(checks, in: transaction)
    }
    let lines = json ? [try JSONLine.text(verification)] : verification.lines
    let shown = Result { try StandardStream.output.write(lines: lines) }
    // Whether or not anybody read it.
    if verification.differences > 0 { throw ExitCode(ExitStatus.difference.rawValue) }
    try shown.get()
  }
}
