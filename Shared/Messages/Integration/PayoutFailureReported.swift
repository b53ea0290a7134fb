public import Vocabulary

/// Finance says that a payout could not be made (W6).
///
/// Named apart from `PayoutFailed`, the event that rewards makes of it. Refusal: `payout-not-found`.
public struct PayoutFailureReported: ReportPayload {
  /// `coopt.integration.payout-failed.v1`.
  public static let messageType = MessageType(service: "integration", name: "payout-failed")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.payoutNotFound]
  /// `payout.failed`, on `coopt.integration`.
  public static let routingKey = "payout.failed"

  /// The instruction.
  public var payoutId: PayoutID
  /// When.
  public var failedAt: Timestamp
  /// Why, in finance's words.
  public var reason: String

  public init(payoutId: PayoutID, failedAt: Timestamp, reason: String) {
    self.payoutId = payoutId
    self.failedAt = failedAt
    self.reason = reason
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension PayoutFailureReported {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.text(reason, "reason", minimum: 1)
  }
}
