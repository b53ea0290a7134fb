public import Vocabulary

/// Ends a claim, or a part of it (W6).
///
/// Refusals: `claim-not-found`, `claim-settled`.
public struct SettleClaim: DecisionByHand {
  /// `coopt.rewards.settle-claim.v1`.
  public static let messageType = MessageType(service: "rewards", name: "settle-claim")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.claimNotFound, .claimSettled]

  /// Which.
  public var claimId: TransactionID
  /// How.
  public var manner: ClaimManner
  /// How much, in cents, from 1 to what remains; all of it where absent.
  public var amountCents: Cents?
  /// How much of a claim that is not money; all of it where absent.
  public var amount: Int?
  /// The payment's name in finance.
  @Reference public var reference: String?
  /// Why; required to write off.
  public var reason: String?

  public init(
    claimId: TransactionID, manner: ClaimManner, amountCents: Cents? = nil, amount: Int? = nil,
    reference: String? = nil, reason: String? = nil
  ) {
    self.claimId = claimId
    self.manner = manner
    self.amountCents = amountCents
    self.amount = amount
    self.reference = reference
    self.reason = reason
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// What is still claimed.
    public var remaining: Int

    public init(remaining: Int) {
      self.remaining = remaining
    }
  }
}

extension SettleClaim {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(reference, "reference")
    validator.text(reason, "reason", minimum: 1)
    validator.check(manner != .writtenOff || reason != nil, "reason", "is required to write off")
    validator.range(amountCents?.rawValue, 1...Validator.maximumAmount, "amountCents")
    validator.range(amount, 1...Validator.maximumAmount, "amount")
  }
}

extension SettleClaim {
  /// The `claimId`.
  public func subject(of result: SettleClaim.Result) -> String { claimId.description }

  /// The reason for the record.
  public var grounds: String? { reason }
}
