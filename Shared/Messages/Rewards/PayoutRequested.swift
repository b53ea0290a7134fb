public import Vocabulary

/// Money is to be paid (W6).
public struct PayoutRequested: EventPayload {
  /// `coopt.rewards.payout-requested.v1`.
  public static let messageType = MessageType(service: "rewards", name: "payout-requested")

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
  /// The instruction that failed before (W6).
  public var retries: PayoutID?

  public init(
    payoutId: PayoutID, rewardId: RewardID, beneficiary: Beneficiary, amountCents: Cents, currency: Currency = .euro,
    retries: PayoutID? = nil
  ) {
    self.payoutId = payoutId
    self.rewardId = rewardId
    self.beneficiary = beneficiary
    self.amountCents = amountCents
    self.currency = currency
    self.retries = retries
  }

  /// The `payoutId`.
  public var subject: String { payoutId.description }
}

extension PayoutRequested {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    beneficiary.validate(&validator, at: "beneficiary")
    validator.range(amountCents.rawValue, 0...Validator.maximumAmount, "amountCents")
  }
}
