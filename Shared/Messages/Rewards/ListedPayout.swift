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
  /// When finance said that it could not be paid.
  public var failedAt: Timestamp?
  /// Why, in finance's words.
  public var failureReason: String?
  /// The name of the charity that it pays.
  public var charityName: String?

  public init(
    payoutId: PayoutID, rewardId: RewardID, beneficiary: Beneficiary, amountCents: Cents, currency: Currency = .euro,
    state: PayoutState, requestedAt: Timestamp, paidAt: Timestamp? = nil, reference: String? = nil,
    failedAt: Timestamp? = nil, failureReason: String? = nil, charityName: String? = nil
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
    self.failedAt = failedAt
    self.failureReason = failureReason
    self.charityName = charityName
  }
}
