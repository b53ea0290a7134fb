import PostgreSQLClient

/// What was looked at, and what was found.
package struct LedgerVerification: Hashable, Sendable, Encodable {
  /// How much there is in the books.
  package struct Counts: Hashable, Sendable, Encodable {
    /// Transactions, those that take back others among them.
    package let transactions: Int
    /// Those that take back others.
    package let reversals: Int
    /// Lines.
    package let entries: Int
    /// Accounts that have a balance, once for each unit.
    package let balances: Int

    package init(transactions: Int, reversals: Int, entries: Int, balances: Int) {
      self.transactions = transactions
      self.reversals = reversals
      self.entries = entries
      self.balances = balances
    }
  }

  /// What one check found.
  package struct Finding: Hashable, Sendable, Encodable {
    /// The check.
    package let check: String
    /// What it promises.
    package let promise: String
    /// How often that is not so.
    package let count: Int
    /// The first differences.
    package let differences: [LedgerDifference]

    package init(check: String, promise: String, count: Int, differences: [LedgerDifference]) {
      self.check = check
      self.promise = promise
      self.count = count
      self.differences = differences
    }
  }

  /// How much there is.
  package let counts: Counts
  /// What each check found, in the order of the checks.
  package let findings: [Finding]

  package init(counts: Counts, findings: [Finding]) {
    self.counts = counts
    self.findings = findings
  }

  /// All differences of all checks.
  package var differences: Int { findings.reduce(0) { $0 + $1.count } }

  /// Makes all checks in one transaction: a statement each, however large the books are.
  package static func of(
    _ checks: [any LedgerCheck], in transaction: Transaction
  ) async throws -> LedgerVerification {
    let counts = try await counts(in: transaction)
    var findings: [Finding] = []
    for check in checks {
      let found = try await check.differences(in: transaction)
      findings.append(
        Finding(check: check.name, promise: check.promise, count: found.count, differences: found.examples))
    }
    return LedgerVerification(counts: counts, findings: findings)
  }

  private static func counts(in transaction: Transaction) async throws(PostgreSQLError) -> Counts {
    let rows = try await transaction.query(
      """
      select
        (select count(*) from rewards.ledger_transactions),
        (select count(reverses_transaction_id) from rewards.ledger_transactions),
        (select count(*) from rewards.ledger_entries),
        (select count(*) from rewards.account_balances)
      """)
    let (transactions, reversals, entries, balances) = try rows[0].decode((Int, Int, Int, Int).self)
    return Counts(transactions: transactions, reversals: reversals, entries: entries, balances: balances)
  }
}
