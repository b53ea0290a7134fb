public import Vocabulary

/// What a holder owes back went to what the holder is owed, so nobody pays (H1, W8).
///
/// Money: what was paid, claimed back and is owed for the same again. Listing credits: the next that a company gets.
public struct ClaimSetOff: EventPayload {
  /// `coopt.rewards.claim-set-off.v1`.
  public static let messageType = MessageType(service: "rewards", name: "claim-set-off")

  /// The ledger transaction that posted it.
  public var setOffId: TransactionID
  /// What caused that transaction.
  public var causeId: String
  /// Whose claim it was.
  public var holder: AccountHolder
  /// The account that the claim stood on.
  public var account: String
  /// What the amount counts.
  public var unit: LedgerUnit
  /// How much of the claim; more than nothing.
  public var amount: Int
  /// The reward that is owed.
  public var rewardId: RewardID
  /// The payout that was claimed back, where the claim was for money.
  public var payoutId: PayoutID?

  public init(
    setOffId: TransactionID,
    causeId: String,
    holder: AccountHolder,
    account: String,
    unit: LedgerUnit,
    amount: Int,
    rewardId: RewardID,
    payoutId: PayoutID? = nil
  ) {
    self.setOffId = setOffId
    self.causeId = causeId
    self.holder = holder
    self.account = account
    self.unit = unit
    self.amount = amount
    self.rewardId = rewardId
    self.payoutId = payoutId
  }

  /// The `setOffId`.
  public var subject: String { setOffId.description }
}

extension ClaimSetOff {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(causeId, "causeId")
    holder.validate(&validator, at: "holder")
    validator.line(account, "account")
    validator.total(amount, "amount")
  }
}
