public import Vocabulary

/// A claim ended, or a part of it (W6).
public struct ClaimSettled: EventPayload {
  /// `coopt.rewards.claim-settled.v1`.
  public static let messageType = MessageType(service: "rewards", name: "claim-settled")

  /// The claim.
  public var claimId: TransactionID
  /// Who owed.
  public var holder: AccountHolder
  /// What the amounts count.
  public var unit: LedgerUnit
  /// How much ended.
  public var amount: Int
  /// How much is left.
  public var remaining: Int
  /// How.
  public var manner: ClaimManner
  /// The payment's name in finance.
  public var reference: String?
  /// Why; for staff alone.
  public var reason: String?

  public init(
    claimId: TransactionID, holder: AccountHolder, unit: LedgerUnit, amount: Int, remaining: Int, manner: ClaimManner,
    reference: String? = nil, reason: String? = nil
  ) {
    self.claimId = claimId
    self.holder = holder
    self.unit = unit
    self.amount = amount
    self.remaining = remaining
    self.manner = manner
    self.reference = reference
    self.reason = reason
  }

  /// The `claimId`.
  public var subject: String { claimId.description }
}

extension ClaimSettled {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    holder.validate(&validator, at: "holder")
    validator.total(amount, "amount")
    validator.total(remaining, "remaining")
    validator.line(reference, "reference")
    validator.text(reason, "reason", minimum: 1)
  }
}
