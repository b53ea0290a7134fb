import Certificates
import Logging
import PostgreSQLClient
import RewardsBooks

/// The books follow from the messages that rewards received, with zero difference (W5).
///
/// The messages go through the service's own transactions again, in a database that is made for it beside the books and
/// dropped afterwards.
package struct RebuiltBooks: LedgerCheck {
  package let name = "messages"
  package let promise = "the received messages, handled again, come to the same sums for each cause, account and unit"
  private let url: String
  private let plainText: PlainText

  /// The check of the books that a URL leads to, as a login that may create databases.
  package init(url: String, plainText: PlainText) {
    self.url = url
    self.plainText = plainText
  }

  /// Whether the transaction's login may make the database that it takes.
  package static func isPossible(in transaction: Transaction) async throws -> Bool {
    let rows = try await transaction.query(
      "select rolsuper or rolcreatedb from pg_roles where rolname = current_user")
    return try rows[0].decode(Bool.self)
  }

  /// Handles the messages again and compares.
  package func differences(in transaction: Transaction) async throws -> LedgerDifferences {
    let logger = Logger(label: "coopt") { _ in SwiftLogNoOpLogHandler() }
    let report = try await BooksRebuild(booksURL: url, plainText: plainText, logger: logger).report(from: transaction)
    let examples = report.differences.prefix(20).map {
      LedgerDifference(
        subject: "\($0.cause), \($0.account), \($0.unit)", expected: "\($0.rebuilt)", found: "\($0.inBooks)")
    }
    return LedgerDifferences(count: report.differences.count, examples: Array(examples))
  }
}
