public import Vocabulary

/// One line of the books, as the view `ledger_entries` shows it (W5).
public struct LedgerEntry: Codable, Hashable, Sendable {
  /// The line.
  public var entryId: EntryID
  /// Its transaction.
  public var transactionId: TransactionID
  /// The account.
  public var account: String
  /// What the amount counts.
  public var unit: LedgerUnit
  /// Signed: debits positive.
  public var amount: Int
  /// What caused the transaction.
  public var causeId: String
  /// When it was recorded.
  public var recordedAt: Timestamp

  public init(
    entryId: EntryID,
    transactionId: TransactionID,
    account: String,
    unit: LedgerUnit,
    amount: Int,
    causeId: String,
    recordedAt: Timestamp
  ) {
    self.entryId = entryId
    self.transactionId = transactionId
    self.account = account
    self.unit = unit
    self.amount = amount
    self.causeId = causeId
    self.recordedAt = recordedAt
  }
}
