public import Vocabulary

/// A payout instruction as a list shows it.
public struct ListedPayout: Listed {
  /// `payouts`.
  public static let listName = "payouts"

  /// The instruction.
  public var payoutId: PayoutID
  /// What it pays.
  public var rewardId: RewardID
  /// To whom.
  public var beneficiary: Beneficiary
  /// How much, in cents.
  public var amountCents: Cents
  /// Of what currency.
  public var currency: Currency
  /// What became of it.
  public var state: PayoutState
  /// When it was asked for.
  public var requestedAt: Timestamp
  /// When it was paid.
  public var paidAt: Timestamp?
  /// The payment's name in finance.
  public var reference: String?

  public init(
    payoutId: PayoutID, rewardId: RewardID, beneficiary: Beneficiary, amountCents: Cents, currency: Currency = .euro,
    state: PayoutState, requestedAt: Timestamp, paidAt: Timestamp? = nil, reference: String? = nil
  ) {
    self.payoutId = payoutId
    self.rewardId = rewardId
    self.beneficiary = beneficiary
    self.amountCents = amountCents
    self.currency = currency
    self.state = state
    self.requestedAt = requestedAt
    self.paidAt = paidAt
    self.reference = reference
  }
}
