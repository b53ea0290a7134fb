import ArgumentParser
import CooptCommandLine
import PostgreSQLClient
import RewardsBooks

/// Where the books are.
struct DatabaseOptions: ParsableArguments {
  @Option(
    name: .customLong("database-url"),
    help: ArgumentHelp(
      "The database, postgresql://user:password@host:port/database, as a member of the role coopt_operators.",
      discussion: "Other users of the machine may see arguments: prefer COOPT_DATABASE_URL_FILE.", valueName: "url"))
  var url: String?

  /// The books' address.
  func resolved() throws -> String {
    try ServerAddresses().url(of: .database, option: url)
  }

  /// Runs the body on the books, in a transaction that sees them as they were at one moment.
  func reading<Result: Sendable>(_ body: (Transaction) async throws -> Result) async throws -> Result {
    try await LedgerDatabase.read(at: try resolved(), plainText: try ServerAddresses().plainText(), body)
  }
}
