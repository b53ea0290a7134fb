public import Vocabulary

/// A payout that was not confirmed yet is not to be made (W8).
public struct PayoutCancelled: EventPayload {
  /// `coopt.rewards.payout-cancelled.v1`.
  public static let messageType = MessageType(service: "rewards", name: "payout-cancelled")

  /// The instruction.
  public var payoutId: PayoutID
  /// What it was to pay.
  public var rewardId: RewardID?
  /// To whom.
  public var beneficiary: Beneficiary?
  /// How much, in cents.
  public var amountCents: Cents?
  /// The instruction that was carried out and leaves nothing of this one to be paid; nil where the money is not due.
  public var paidBy: PayoutID?

  public init(
    payoutId: PayoutID, rewardId: RewardID? = nil, beneficiary: Beneficiary? = nil, amountCents: Cents? = nil,
    paidBy: PayoutID? = nil
  ) {
    self.payoutId = payoutId
    self.rewardId = rewardId
    self.beneficiary = beneficiary
    self.amountCents = amountCents
    self.paidBy = paidBy
  }

  /// The `payoutId`.
  public var subject: String { payoutId.description }
}

extension PayoutCancelled {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    beneficiary?.validate(&validator, at: "beneficiary")
    validator.range(amountCents?.rawValue, 0...Validator.maximumAmount, "amountCents")
  }
}
