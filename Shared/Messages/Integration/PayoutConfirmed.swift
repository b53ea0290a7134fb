public import Vocabulary

/// Finance says that a payout was made (W6).
///
/// Refusal: `payout-not-found`.
public struct PayoutConfirmed: ReportPayload {
  /// `coopt.integration.payout-confirmed.v1`.
  public static let messageType = MessageType(service: "integration", name: "payout-confirmed")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.payoutNotFound]
  /// `payout.confirmed`, on `coopt.integration`.
  public static let routingKey = "payout.confirmed"

  /// The instruction.
  public var payoutId: PayoutID
  /// When.
  public var paidAt: Timestamp
  /// The payment's name in finance.
  @Reference public var reference: String

  public init(payoutId: PayoutID, paidAt: Timestamp, reference: String) {
    self.payoutId = payoutId
    self.paidAt = paidAt
    self.reference = reference
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension PayoutConfirmed {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(reference, "reference")
  }
}
