public import Vocabulary

/// A reward is taken back, with all it caused (W8).
public struct RewardReversed: EventPayload {
  /// `coopt.rewards.reward-reversed.v1`.
  public static let messageType = MessageType(service: "rewards", name: "reward-reversed")

  /// The reward.
  public var rewardId: RewardID
  /// Whose reward.
  public var memberId: MemberID
  /// The hire that is not in force any more.
  public var hireId: HireID
  /// What it was for.
  public var kind: RewardKind?
  /// How much, in cents.
  public var amountCents: Cents?
  /// Why.
  public var reason: ReversalReason?

  public init(
    rewardId: RewardID, memberId: MemberID, hireId: HireID, kind: RewardKind? = nil, amountCents: Cents? = nil,
    reason: ReversalReason? = nil
  ) {
    self.rewardId = rewardId
    self.memberId = memberId
    self.hireId = hireId
    self.kind = kind
    self.amountCents = amountCents
    self.reason = reason
  }

  /// The `rewardId`.
  public var subject: String { rewardId.description }
}
