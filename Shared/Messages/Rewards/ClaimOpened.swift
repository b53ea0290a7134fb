public import Vocabulary

/// What was paid out or used up is not due any more: its holder owes it back (W8).
///
/// Told once for each claim, when it is posted to the holder's `:claim` account.
public struct ClaimOpened: EventPayload {
  /// `coopt.rewards.claim-opened.v1`.
  public static let messageType = MessageType(service: "rewards", name: "claim-opened")

  /// The claim: the ledger transaction that posted it.
  public var claimId: TransactionID
  /// What caused that transaction.
  public var causeId: String
  /// Who owes it.
  public var holder: AccountHolder
  /// The account that it stands on.
  public var account: String
  /// What the amount counts.
  public var unit: LedgerUnit
  /// How much; more than nothing.
  public var amount: Int
  /// The reward that was taken back; of a company that lost several, the one that it lost last.
  public var rewardId: RewardID?
  /// The payout that was made, where the claim is for money.
  public var payoutId: PayoutID?
  /// The offer that used a credit which was not there any more.
  public var offerId: OfferID?

  public init(
    claimId: TransactionID,
    causeId: String,
    holder: AccountHolder,
    account: String,
    unit: LedgerUnit,
    amount: Int,
    rewardId: RewardID? = nil,
    payoutId: PayoutID? = nil,
    offerId: OfferID? = nil
  ) {
    self.claimId = claimId
    self.causeId = causeId
    self.holder = holder
    self.account = account
    self.unit = unit
    self.amount = amount
    self.rewardId = rewardId
    self.payoutId = payoutId
    self.offerId = offerId
  }

  /// The `claimId`.
  public var subject: String { claimId.description }
}

extension ClaimOpened {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(causeId, "causeId")
    holder.validate(&validator, at: "holder")
    validator.line(account, "account")
    validator.total(amount, "amount")
  }
}
