public import Vocabulary

/// A claim as a list shows it.
public struct ListedClaim: Listed {
  /// `claims`.
  public static let listName = "claims"

  /// The claim.
  public var claimId: TransactionID
  /// Who owes.
  public var holder: AccountHolder
  /// What the amounts count.
  public var unit: LedgerUnit
  /// How much it was.
  public var amount: Int
  /// How much is left.
  public var remaining: Int
  /// Since when.
  public var openedAt: Timestamp
  /// The reward that was taken back.
  public var rewardId: RewardID?

  public init(
    claimId: TransactionID, holder: AccountHolder, unit: LedgerUnit, amount: Int, remaining: Int, openedAt: Timestamp,
    rewardId: RewardID? = nil
  ) {
    self.claimId = claimId
    self.holder = holder
    self.unit = unit
    self.amount = amount
    self.remaining = remaining
    self.openedAt = openedAt
    self.rewardId = rewardId
  }
}
