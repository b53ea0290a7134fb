public import Vocabulary

/// The policy of the rewards service that is in force.
public struct RewardsPolicy: Codable, Hashable, Sendable {
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

  /// A value with its fields.
  public init(
    version: Int,
    points: PointsScale,
    levels: LevelThresholds,
    amounts: BonusAmounts,
    sponsorshipCents: Cents,
    matchingCents: Cents,
    listingCredits: Int
  ) {
    self.version = version
    self.points = points
    self.levels = levels
    self.amounts = amounts
    self.sponsorshipCents = sponsorshipCents
    self.matchingCents = matchingCents
    self.listingCredits = listingCredits
  }
}
