import ArgumentParser
import CooptCommandLine
import FoundationEssentials
import RewardsBooks
import RewardsRebuild

/// `coopt ledger explain`.
struct LedgerExplain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Show where an entry or a transaction comes from, down to the report of the hire.",
    discussion: """
      As a tree: the entry, its transaction with cause, message, policy version and all postings, what it reverses or \
      is reversed by, the recommendation, and the hires with the messages that caused their transactions. Of each message: \
      what it is, who sent it, and the message that it came of; of a hire that is the outside system's report. Where that \
      was made from a webhook, the webhook follows, as far as the login may see it.

      Example:
        coopt ledger explain 01930000-0000-7000-8000-000000000009

      Exit status 66: the books have no such entry and no such transaction.
      """
  )

  @Argument(help: "The id of an entry or of a transaction.")
  var id: String

  @Flag(help: "Print one JSON document.")
  var json = false

  @OptionGroup var database: DatabaseOptions

  func run() async throws {
    guard let id = UUID(uuidString: id) else { throw ValidationError("'\(id)' is no UUID") }
    guard let lineage = try await database.reading({ try await LedgerLineage.find(id, withMessagesIn: $0) }) else {
      throw CommandFailure(.absent, "the books have no entry and no transaction \(id)")
    }
    try StandardStream.output.write(lines: json ? [try JSONLine.text(lineage)] : lineage.tree.lines)
  }
}
