public import Vocabulary

/// A claim with what became of it: what was repaid, written off and set off, and what remains, is its amount (W6).
public struct ExplainedClaim: Codable, Hashable, Sendable {
  /// The claim.
  public var claimId: TransactionID
  /// Who owes.
  public var holder: AccountHolder
  /// What the amounts count.
  public var unit: LedgerUnit
  /// How much it was.
  public var amount: Int
  /// How much was paid back.
  public var repaid: Int
  /// How much was written off.
  public var writtenOff: Int
  /// How much of that was set off later, when the same was granted anew.
  public var writtenOffSetOff: Int
  /// How much was set off while it was open.
  public var setOff: Int
  /// How much is left.
  public var remaining: Int
  /// Since when.
  public var openedAt: Timestamp
  /// The reward that was taken back.
  public var rewardId: RewardID?
  /// The payment that is claimed; absent of listing credits.
  public var payoutId: PayoutID?

  public init(
    claimId: TransactionID, holder: AccountHolder, unit: LedgerUnit, amount: Int, repaid: Int = 0, writtenOff: Int = 0,
    writtenOffSetOff: Int = 0, setOff: Int = 0, remaining: Int, openedAt: Timestamp, rewardId: RewardID? = nil,
    payoutId: PayoutID? = nil
  ) {
    self.claimId = claimId
    self.holder = holder
    self.unit = unit
    self.amount = amount
    self.repaid = repaid
    self.writtenOff = writtenOff
    self.writtenOffSetOff = writtenOffSetOff
    self.setOff = setOff
    self.remaining = remaining
    self.openedAt = openedAt
    self.rewardId = rewardId
    self.payoutId = payoutId
  }
}
