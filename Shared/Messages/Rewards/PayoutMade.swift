public import Vocabulary

/// Finance paid an instruction (W6).
public struct PayoutMade: EventPayload {
  /// `coopt.rewards.payout-made.v1`.
  public static let messageType = MessageType(service: "rewards", name: "payout-made")

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
  /// When.
  public var paidAt: Timestamp
  /// The payment's name in finance.
  public var reference: String
  /// Whose reward it is, also where a charity is paid.
  public var memberId: MemberID?

  public init(
    payoutId: PayoutID, rewardId: RewardID, beneficiary: Beneficiary, amountCents: Cents, currency: Currency,
    paidAt: Timestamp, reference: String, memberId: MemberID? = nil
  ) {
    self.payoutId = payoutId
    self.rewardId = rewardId
    self.beneficiary = beneficiary
    self.amountCents = amountCents
    self.currency = currency
    self.paidAt = paidAt
    self.reference = reference
    self.memberId = memberId
  }

  /// The `payoutId`.
  public var subject: String { payoutId.description }
}

extension PayoutMade {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    beneficiary.validate(&validator, at: "beneficiary")
    validator.range(amountCents.rawValue, 0...Validator.maximumAmount, "amountCents")
    validator.line(reference, "reference")
  }
}
