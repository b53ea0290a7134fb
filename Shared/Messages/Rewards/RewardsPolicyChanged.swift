public import Vocabulary

/// A new version of the rewards policy is in force, or scheduled: the whole of it; recommendations quotes by it (R7).
///
/// It is told once, when the change is accepted.
public struct RewardsPolicyChanged: EventPayload {
  /// `coopt.rewards.policy-changed.v1`.
  public static let messageType = MessageType(service: "rewards", name: "policy-changed")

  /// Grows with each change.
  public var version: Int
  /// What earns how many points.
  public var points: PointsScale
  /// From how many points a level is reached.
  public var levels: LevelThresholds
  /// What a hire pays at each level, in cents.
  public var amounts: BonusAmounts
  /// The sponsor's share (W2).
  public var sponsorshipCents: Cents
  /// What the platform adds to a donation (W3).
  public var matchingCents: Cents
  /// How many listing credits a bonus is worth (W3).
  public var listingCredits: Int
  /// True where what is paid is changed by two people (A2); absent where one suffices.
  public var twoPeopleForAmounts: Bool?
  /// When the version comes in force, where it is scheduled.
  public var inForceFrom: Timestamp?

  public init(
    version: Int,
    points: PointsScale,
    levels: LevelThresholds,
    amounts: BonusAmounts,
    sponsorshipCents: Cents,
    matchingCents: Cents,
    listingCredits: Int,
    twoPeopleForAmounts: Bool? = nil,
    inForceFrom: Timestamp? = nil
  ) {
    self.version = version
    self.points = points
    self.levels = levels
    self.amounts = amounts
    self.sponsorshipCents = sponsorshipCents
    self.matchingCents = matchingCents
    self.listingCredits = listingCredits
    self.twoPeopleForAmounts = twoPeopleForAmounts
    self.inForceFrom = inForceFrom
  }

  /// The `version`.
  public var subject: String { String(version) }
}

extension RewardsPolicyChanged {
  /// The event that tells a policy.
  public init(_ policy: RewardsPolicy) {
    self.init(
      version: policy.version, points: policy.points, levels: policy.levels, amounts: policy.amounts,
      sponsorshipCents: policy.sponsorshipCents, matchingCents: policy.matchingCents,
      listingCredits: policy.listingCredits,
      twoPeopleForAmounts: policy.twoPeopleForAmounts, inForceFrom: policy.inForceFrom)
  }

  /// The policy that the event tells.
  public var policy: RewardsPolicy {
    RewardsPolicy(
      version: version, points: points, levels: levels, amounts: amounts, sponsorshipCents: sponsorshipCents,
      matchingCents: matchingCents, listingCredits: listingCredits,
      twoPeopleForAmounts: twoPeopleForAmounts, inForceFrom: inForceFrom)
  }
}

extension RewardsPolicyChanged {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(version, "version")
    points.validate(&validator, at: "points")
    levels.validate(&validator, at: "levels")
    amounts.validate(&validator, at: "amounts")
    validator.count(sponsorshipCents.rawValue, "sponsorshipCents")
    validator.count(matchingCents.rawValue, "matchingCents")
    validator.count(listingCredits, "listingCredits")
  }
}
