public import Vocabulary

/// A payment for a reward that was taken back, and that stands for another one (H1, W8).
public struct ExplainedSetOff: Codable, Hashable, Sendable {
  /// The payment.
  public var payoutId: PayoutID
  /// The reward that it stands for.
  public var rewardId: RewardID
  /// How much of it, in cents.
  public var amountCents: Cents
  /// How much of that had been written off, in cents.
  public var writtenOffCents: Cents
  /// When that reward was taken back too, and the payment claimed again.
  public var reversedAt: Timestamp?

  public init(
    payoutId: PayoutID, rewardId: RewardID, amountCents: Cents, writtenOffCents: Cents = 0, reversedAt: Timestamp? = nil
  ) {
    self.payoutId = payoutId
    self.rewardId = rewardId
    self.amountCents = amountCents
    self.writtenOffCents = writtenOffCents
    self.reversedAt = reversedAt
  }
}
