import ArgumentParser
import CooptCommandLine

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

  /// The books.
  func ledger() throws -> LedgerDatabase {
    try LedgerDatabase(url: try resolved(), plainText: try ServerAddresses().plainText())
  }
}
