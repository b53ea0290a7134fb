import PostgreSQLClient

/// A check that one statement answers: it selects `subject`, `expected` and `found` of whatever breaks the promise.
package struct DifferenceQuery: LedgerCheck {
  /// How many differences are shown at most; all of them are counted.
  private static let examples = 100

  /// A short name for lists and programs.
  package let name: String
  /// What holds while there is no difference.
  package let promise: String
  private let statement: Statement

  package init(_ name: String, promise: String, _ statement: Statement) {
    self.name = name
    self.promise = promise
    self.statement = statement
  }

  /// Runs the statement.
  package func differences(in transaction: Transaction) async throws -> LedgerDifferences {
    let rows = try await transaction.query(
      """
      select subject, expected, found, count(*) over ()
      from (\(fragment: statement)) as differences (subject, expected, found)
      order by subject, expected, found
      limit \(Self.examples)
      """
    ).decode((String, String, String, Int).self)
    return LedgerDifferences(
      count: rows.first?.3 ?? 0, examples: rows.map { LedgerDifference(subject: $0.0, expected: $0.1, found: $0.2) })
  }
}
