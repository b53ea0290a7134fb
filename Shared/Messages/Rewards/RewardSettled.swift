public import Vocabulary

/// A reward is settled, irrevocably (W3).
public struct RewardSettled: EventPayload {
  /// `coopt.rewards.reward-settled.v1`.
  public static let messageType = MessageType(service: "rewards", name: "reward-settled")

  /// The reward.
  public var rewardId: RewardID
  /// Whose reward.
  public var memberId: MemberID
  /// The option that was carried out.
  public var option: RewardOption
  /// The accounts that it moves.
  public var lines: [SettlementLine]
  /// Whether a charity that gets of it may learn the member's first and last name (W3).
  public var inMyName: Bool?

  public init(
    rewardId: RewardID, memberId: MemberID, option: RewardOption, lines: [SettlementLine], inMyName: Bool? = nil
  ) {
    self.rewardId = rewardId
    self.memberId = memberId
    self.option = option
    self.lines = lines
    self.inMyName = inMyName
  }

  /// The `rewardId`.
  public var subject: String { rewardId.description }
}

extension RewardSettled {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.list(lines, "lines")
    for (index, line) in lines.prefix(Validator.maximumItems).enumerated() {
      line.validate(&validator, at: "lines[\(index)]")
    }
  }
}
