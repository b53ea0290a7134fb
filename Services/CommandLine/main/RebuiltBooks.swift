import Certificates
import Logging
import PostgreSQLClient
import RewardsBooks
import RewardsRebuild

/// The books follow from the messages that rewards received, with zero difference (W5).
///
/// The messages go through the service's own transactions again, in a database that is made for it beside the books and
/// dropped afterwards.
struct RebuiltBooks: LedgerCheck {
  let name = "messages"
  let promise = "the received messages, handled again, come to the same sums for each cause, account and unit"
  /// Where the books are, as a login that may create databases.
  let url: String
  /// Where nothing has to be encrypted.
  let plainText: PlainText

  /// Whether the transaction's login may make the database that it takes.
  static func isPossible(in transaction: Transaction) async throws -> Bool {
    let rows = try await transaction.query(
      "select rolsuper or rolcreatedb from pg_roles where rolname = current_user")
    return try rows[0].decode(Bool.self)
  }

  func differences(in transaction: Transaction) async throws -> LedgerDifferences {
    let logger = Logger(label: "coopt") { _ in SwiftLogNoOpLogHandler() }
    let report = try await BooksRebuild(booksURL: url, plainText: plainText, logger: logger).report(from: transaction)
    let examples = report.differences.prefix(20).map {
      LedgerDifference(
        subject: "\($0.cause), \($0.account), \($0.unit)", expected: "\($0.rebuilt)", found: "\($0.inBooks)")
    }
    return LedgerDifferences(count: report.differences.count, examples: Array(examples))
  }
}
