public import Vocabulary

/// A payout that was not confirmed yet is not to be made (W8).
public struct PayoutCancelled: EventPayload {
  /// `coopt.rewards.payout-cancelled.v1`.
  public static let messageType = MessageType(service: "rewards", name: "payout-cancelled")

  /// The instruction.
  public var payoutId: PayoutID

  public init(payoutId: PayoutID) {
    self.payoutId = payoutId
  }

  /// The `payoutId`.
  public var subject: String { payoutId.description }
}
