public import Vocabulary

/// A reward as a list shows it.
public struct ListedReward: Listed {
  /// `rewards`.
  public static let listName = "rewards"

  /// The reward.
  public var rewardId: RewardID
  /// The hire that earned it.
  public var hireId: HireID
  /// Whose.
  public var memberId: MemberID
  /// What for.
  public var kind: RewardKind
  /// How much, in cents.
  public var amountCents: Cents
  /// Of what currency.
  public var currency: Currency
  /// What became of it.
  public var state: ListedRewardState
  /// Why it is held.
  public var holdReason: HeldBecause?
  /// When it was granted.
  public var grantedAt: Timestamp?
  /// The option that was carried out.
  public var option: RewardOption?
  /// Which charity gets of it.
  public var charityName: String?
  /// Its payments, the earliest first; none while it is held, and none of credits.
  public var instalments: [ListedInstalment]

  public init(
    rewardId: RewardID, hireId: HireID, memberId: MemberID, kind: RewardKind, amountCents: Cents, currency: Currency,
    state: ListedRewardState, holdReason: HeldBecause? = nil, grantedAt: Timestamp? = nil, option: RewardOption? = nil,
    charityName: String? = nil,
    instalments: [ListedInstalment]
  ) {
    self.rewardId = rewardId
    self.hireId = hireId
    self.memberId = memberId
    self.kind = kind
    self.amountCents = amountCents
    self.currency = currency
    self.state = state
    self.holdReason = holdReason
    self.grantedAt = grantedAt
    self.option = option
    self.charityName = charityName
    self.instalments = instalments
  }
}
