public import Vocabulary

/// Finance could not pay an instruction (W6).
public struct PayoutFailed: EventPayload {
  /// `coopt.rewards.payout-failed.v1`.
  public static let messageType = MessageType(service: "rewards", name: "payout-failed")

  /// The instruction.
  public var payoutId: PayoutID
  /// What it was to pay.
  public var rewardId: RewardID
  /// To whom.
  public var beneficiary: Beneficiary
  /// How much, in cents.
  public var amountCents: Cents
  /// Of what currency.
  public var currency: Currency
  /// When.
  public var failedAt: Timestamp
  /// Why, in finance's words.
  public var reason: String

  public init(
    payoutId: PayoutID, rewardId: RewardID, beneficiary: Beneficiary, amountCents: Cents, currency: Currency,
    failedAt: Timestamp, reason: String
  ) {
    self.payoutId = payoutId
    self.rewardId = rewardId
    self.beneficiary = beneficiary
    self.amountCents = amountCents
    self.currency = currency
    self.failedAt = failedAt
    self.reason = reason
  }

  /// The `payoutId`.
  public var subject: String { payoutId.description }
}

extension PayoutFailed {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    beneficiary.validate(&validator, at: "beneficiary")
    validator.range(amountCents.rawValue, 0...Validator.maximumAmount, "amountCents")
    validator.text(reason, "reason", minimum: 1)
  }
}
