/// What a version of the rewards policy says: what is earned by what (W7).
public struct RewardTerms: Codable, Hashable, Sendable {
  /// Grows with each change.
  public var version: Int
  /// What earns how many points.
  public var points: PointsScale
  /// From how many points a level is reached.
  public var levels: LevelThresholds
  /// What a hire pays at each level, in cents (W1).
  public var amounts: BonusAmounts
  /// The sponsor's share (W2).
  public var sponsorshipCents: Cents
  /// What the platform adds to a donation (W3).
  public var matchingCents: Cents
  /// How many listing credits a bonus is worth (W3).
  public var listingCredits: Int
  /// How a bonus is paid (W9).
  public var instalments: InstalmentPlan
  /// Whether what is paid is changed by two people (A2).
  @TrueOrAbsent public var twoPeopleForAmounts: Bool

  public init(
    version: Int,
    points: PointsScale,
    levels: LevelThresholds,
    amounts: BonusAmounts,
    sponsorshipCents: Cents,
    matchingCents: Cents,
    listingCredits: Int,
    instalments: InstalmentPlan = .atTheHire,
    twoPeopleForAmounts: Bool = false
  ) {
    self.version = version
    self.points = points
    self.levels = levels
    self.amounts = amounts
    self.sponsorshipCents = sponsorshipCents
    self.matchingCents = matchingCents
    self.listingCredits = listingCredits
    self.instalments = instalments
    self.twoPeopleForAmounts = twoPeopleForAmounts
  }
}
