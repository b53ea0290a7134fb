internal import Vocabulary

/// An amount on an account, one line of a ledger transaction.
package struct Posting: Hashable, Sendable {
  /// The account.
  package let account: Account
  /// What the amount counts.
  package let unit: UnitOfAccount
  /// Signed: debits positive.
  package let amount: Int

  package init(account: Account, unit: UnitOfAccount, amount: Int) {
    self.account = account
    self.unit = unit
    self.amount = amount
  }

  /// A debit.
  static func debit(_ account: Account, _ amount: Int, _ unit: UnitOfAccount) -> Posting {
    Posting(account: account, unit: unit, amount: amount)
  }

  /// A credit.
  static func credit(_ account: Account, _ amount: Int, _ unit: UnitOfAccount) -> Posting {
    Posting(account: account, unit: unit, amount: amount.negatedSaturated)
  }

  /// The same amount on the other side.
  var mirrored: Posting { Posting(account: account, unit: unit, amount: amount.negatedSaturated) }
}
