public import Vocabulary

/// A reward with all that became of it.
public struct ExplainedReward: Codable, Hashable, Sendable {
  /// The reward.
  public var rewardId: RewardID
  /// The hire that earned it.
  public var hireId: HireID
  /// The recommendation behind that.
  public var recommendationId: RecommendationID
  /// Whose.
  public var memberId: MemberID
  /// What for.
  public var kind: RewardKind
  /// How much was granted, in cents; what the platform adds to a donation is not in it.
  public var amountCents: Cents
  /// The version of the policy that it follows.
  public var policyVersion: Int
  /// Whether it is a bonus of the own company (W4).
  public var conflictOfInterest: Bool
  /// What became of it.
  public var state: ListedRewardState
  /// Why it is held.
  public var holdReason: HeldBecause?
  /// The option that was carried out.
  public var option: RewardOption?
  /// The charity that gets of it.
  public var charityId: CharityID?
  /// That charity's name.
  public var charityName: String?
  /// The company that gets listing credits.
  public var companyId: CompanyID?
  /// When it was granted.
  public var grantedAt: Timestamp
  /// When it was settled.
  public var settledAt: Timestamp?
  /// When it was taken back.
  public var reversedAt: Timestamp?
  /// The reward that it stands for since the recommendation's flag changed (R6).
  public var replaces: RewardID?
  /// The transaction of the books that settled it; absent where nothing is posted.
  public var transactionId: TransactionID?
  /// Its parts, the earliest first; none while it is held, and none of credits.
  public var parts: [ExplainedPart]

  public init(
    rewardId: RewardID, hireId: HireID, recommendationId: RecommendationID, memberId: MemberID, kind: RewardKind,
    amountCents: Cents, policyVersion: Int, conflictOfInterest: Bool, state: ListedRewardState,
    holdReason: HeldBecause? = nil, option: RewardOption? = nil, charityId: CharityID? = nil,
    charityName: String? = nil, companyId: CompanyID? = nil, grantedAt: Timestamp, settledAt: Timestamp? = nil,
    reversedAt: Timestamp? = nil, replaces: RewardID? = nil, transactionId: TransactionID? = nil,
    parts: [ExplainedPart] = []
  ) {
    self.rewardId = rewardId
    self.hireId = hireId
    self.recommendationId = recommendationId
    self.memberId = memberId
    self.kind = kind
    self.amountCents = amountCents
    self.policyVersion = policyVersion
    self.conflictOfInterest = conflictOfInterest
    self.state = state
    self.holdReason = holdReason
    self.option = option
    self.charityId = charityId
    self.charityName = charityName
    self.companyId = companyId
    self.grantedAt = grantedAt
    self.settledAt = settledAt
    self.reversedAt = reversedAt
    self.replaces = replaces
    self.transactionId = transactionId
    self.parts = parts
  }
}
