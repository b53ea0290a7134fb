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
  /// Which charity gets of it.
  public var charityId: CharityID?
  /// Which company gets credits.
  public var companyId: CompanyID?
  /// Its payments, where they wait for a day (W9).
  public var instalments: [PlannedInstalment]?

  public init(
    rewardId: RewardID, memberId: MemberID, option: RewardOption, lines: [SettlementLine], inMyName: Bool? = nil,
    charityId: CharityID? = nil, companyId: CompanyID? = nil, instalments: [PlannedInstalment]? = nil
  ) {
    self.rewardId = rewardId
    self.memberId = memberId
    self.option = option
    self.lines = lines
    self.inMyName = inMyName
    self.charityId = charityId
    self.companyId = companyId
    self.instalments = instalments
  }

  /// The `rewardId`.
  public var subject: String { rewardId.description }
}

extension RewardSettled {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.list(instalments, "instalments")
    validator.list(lines, "lines")
    for (index, line) in lines.prefix(Validator.maximumItems).enumerated() {
      line.validate(&validator, at: "lines[\(index)]")
    }
  }
}
