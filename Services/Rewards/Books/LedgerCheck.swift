import PostgreSQLClient

/// One promise of the books, and how to find out whether it is kept.
///
/// A check may ask more than the views: it gets the transaction that all checks of a verification share, and says what
/// differs.
package protocol LedgerCheck: Sendable {
  /// A short name for lists and programs.
  var name: String { get }
  /// What holds while there is no difference.
  var promise: String { get }

  /// Whatever breaks the promise.
  func differences(in transaction: Transaction) async throws -> LedgerDifferences
}

/// Something in the books that is not what it should be.
package struct LedgerDifference: Hashable, Sendable, Encodable {
  /// What it is about: a transaction, an account, a cause.
  package let subject: String
  /// What should be there.
  package let expected: String
  /// What is there.
  package let found: String

  package init(subject: String, expected: String, found: String) {
    self.subject = subject
    self.expected = expected
    self.found = found
  }
}

/// All differences that a check found: how many, and the first of them.
package struct LedgerDifferences: Hashable, Sendable {
  /// How many there are.
  package let count: Int
  /// The first of them.
  package let examples: [LedgerDifference]

  package init(count: Int, examples: [LedgerDifference]) {
    self.count = count
    self.examples = examples
  }
}
