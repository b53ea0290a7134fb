public import Vocabulary

/// A reward is due (W1, W2).
public struct RewardGranted: EventPayload {
  /// `coopt.rewards.reward-granted.v1`.
  public static let messageType = MessageType(service: "rewards", name: "reward-granted")

  /// The reward.
  public var rewardId: RewardID
  /// The hire that earned it.
  public var hireId: HireID
  /// Whose reward.
  public var memberId: MemberID
  /// What for.
  public var kind: RewardKind
  /// How much, in cents.
  public var amountCents: Cents
  /// Of what currency.
  public var currency: Currency
  /// Whether it is settled.
  public var state: RewardState
  /// The recommendation that it is for.
  public var recommendationId: RecommendationID?
  /// The option that was carried out.
  public var option: RewardOption?
  /// Which charity gets of it.
  public var charityId: CharityID?
  /// The reward that it stands for now, where one was moved (R6).
  public var replaces: RewardID?

  public init(
    rewardId: RewardID,
    hireId: HireID,
    memberId: MemberID,
    kind: RewardKind,
    amountCents: Cents,
    currency: Currency = .euro,
    state: RewardState, recommendationId: RecommendationID? = nil, option: RewardOption? = nil,
    charityId: CharityID? = nil, replaces: RewardID? = nil
  ) {
    self.rewardId = rewardId
    self.hireId = hireId
    self.memberId = memberId
    self.kind = kind
    self.amountCents = amountCents
    self.currency = currency
    self.state = state
    self.recommendationId = recommendationId
    self.option = option
    self.charityId = charityId
    self.replaces = replaces
  }

  /// The `rewardId`.
  public var subject: String { rewardId.description }
}

extension RewardGranted {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.range(amountCents.rawValue, 0...Validator.maximumAmount, "amountCents")
  }
}
