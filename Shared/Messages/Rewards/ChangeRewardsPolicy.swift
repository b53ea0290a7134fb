public import Vocabulary

/// Changes the rewards policy, at once or from a date on: what is given is replaced, the rest stays.
///
/// The rest is that of the last version that is in force or scheduled.
public struct ChangeRewardsPolicy: PolicyChange, ConfirmableDecision {
  /// `coopt.rewards.change-policy.v1`.
  public static let messageType = MessageType(service: "rewards", name: "change-policy")

  /// What earns how many points.
  public var points: PointsScaleChange?
  /// From how many points a level is reached.
  public var levels: LevelThresholdsChange?
  /// What a hire pays at each level, in cents.
  public var amounts: BonusAmountsChange?
  /// The sponsor's share.
  public var sponsorshipCents: Cents?
  /// What the platform adds to a donation.
  public var matchingCents: Cents?
  /// How many listing credits a bonus is worth.
  public var listingCredits: Int?
  /// How a bonus is paid: at most 100 parts, which sum to 100 percent (W9).
  public var instalments: InstalmentPlan?
  /// Whether what is paid is changed by two people from then on (A2).
  public var twoPeopleForAmounts: Bool?
  /// When the change comes in force; at once where that is absent or over.
  public var inForceFrom: Timestamp?

  public init(
    points: PointsScaleChange? = nil,
    levels: LevelThresholdsChange? = nil,
    amounts: BonusAmountsChange? = nil,
    sponsorshipCents: Cents? = nil,
    matchingCents: Cents? = nil,
    listingCredits: Int? = nil,
    instalments: InstalmentPlan? = nil,
    twoPeopleForAmounts: Bool? = nil,
    inForceFrom: Timestamp? = nil
  ) {
    self.points = points
    self.levels = levels
    self.amounts = amounts
    self.sponsorshipCents = sponsorshipCents
    self.matchingCents = matchingCents
    self.listingCredits = listingCredits
    self.instalments = instalments
    self.twoPeopleForAmounts = twoPeopleForAmounts
    self.inForceFrom = inForceFrom
  }

  /// The new version.
  public typealias Result = PolicyVersion
}

extension ChangeRewardsPolicy {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    points?.validate(&validator, at: "points")
    levels?.validate(&validator, at: "levels")
    amounts?.validate(&validator, at: "amounts")
    validator.count(sponsorshipCents?.rawValue, "sponsorshipCents")
    validator.count(matchingCents?.rawValue, "matchingCents")
    validator.count(listingCredits, "listingCredits")
    instalments?.validate(&validator, at: "instalments")
  }
}
