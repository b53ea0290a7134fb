public import Vocabulary

/// Asks again for a payment that failed, under a new instruction (W6).
///
/// Refusals: `payout-not-found`, `payout-not-failed`.
public struct RetryPayout: DecisionByHand {
  /// `coopt.rewards.retry-payout.v1`.
  public static let messageType = MessageType(service: "rewards", name: "retry-payout")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.payoutNotFound, .payoutNotFailed]

  /// The instruction that failed.
  public var payoutId: PayoutID

  public init(payoutId: PayoutID) {
    self.payoutId = payoutId
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The new instruction.
    public var payoutId: PayoutID

    public init(payoutId: PayoutID) {
      self.payoutId = payoutId
    }
  }
}

extension RetryPayout {
  /// The `payoutId`.
  public func subject(of result: RetryPayout.Result) -> String { payoutId.description }
}
