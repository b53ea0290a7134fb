import PostgreSQLClient

/// What an account comes to in one unit; debits are positive.
package struct AccountBalance: Hashable, Sendable, Encodable {
  /// The account.
  package let account: String
  /// What is counted.
  package let unit: String
  /// How much.
  package let balance: Int

  /// The balances of some accounts, by their names.
  package static func all(
    of pattern: AccountPattern, in transaction: Transaction
  ) async throws(PostgreSQLError) -> [AccountBalance] {
    let rows = try await transaction.query(
      """
      select account, unit, balance
      from rewards.account_balances
      where account like any(\(pattern.likePatterns))
      order by account, unit
      """)
    return try rows.decode((String, String, Int).self).map { AccountBalance(account: $0, unit: $1, balance: $2) }
  }
}
