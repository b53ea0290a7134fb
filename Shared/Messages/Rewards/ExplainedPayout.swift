public import Vocabulary

/// An instruction to finance with all that was heard of it (W6).
public struct ExplainedPayout: Codable, Hashable, Sendable {
  /// The instruction.
  public var payoutId: PayoutID
  /// What it pays.
  public var rewardId: RewardID
  /// To whom.
  public var beneficiary: Beneficiary
  /// How much, in cents.
  public var amountCents: Cents
  /// When it was asked for.
  public var requestedAt: Timestamp
  /// When it was paid.
  public var paidAt: Timestamp?
  /// The payment's name in finance.
  public var reference: String?
  /// When it could not be paid.
  public var failedAt: Timestamp?
  /// Why, in finance's words.
  public var failureReason: String?
  /// When it ceased to be due; one that is paid as well is claimed back.
  public var cancelledAt: Timestamp?
  /// The instruction that failed and that it repeats.
  public var retries: PayoutID?

  public init(
    payoutId: PayoutID, rewardId: RewardID, beneficiary: Beneficiary, amountCents: Cents, requestedAt: Timestamp,
    paidAt: Timestamp? = nil, reference: String? = nil, failedAt: Timestamp? = nil, failureReason: String? = nil,
    cancelledAt: Timestamp? = nil, retries: PayoutID? = nil
  ) {
    self.payoutId = payoutId
    self.rewardId = rewardId
    self.beneficiary = beneficiary
    self.amountCents = amountCents
    self.requestedAt = requestedAt
    self.paidAt = paidAt
    self.reference = reference
    self.failedAt = failedAt
    self.failureReason = failureReason
    self.cancelledAt = cancelledAt
    self.retries = retries
  }
}
