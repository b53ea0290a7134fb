public import Vocabulary

/// A version of the policy of the rewards service: the one in force, or one that is scheduled.
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
  /// True where what is paid is changed by two people (A2); absent where one suffices.
  public var twoPeopleForAmounts: Bool?
  /// When the version comes in force, or came, where staff gave a date; absent where it was at once.
  public var inForceFrom: Timestamp?
  /// The versions that are scheduled after the one in force, in order; absent where there are none.
  public var upcoming: [RewardsPolicy]?

  public init(
    version: Int,
    points: PointsScale,
    levels: LevelThresholds,
    amounts: BonusAmounts,
    sponsorshipCents: Cents,
    matchingCents: Cents,
    listingCredits: Int,
    twoPeopleForAmounts: Bool? = nil,
    inForceFrom: Timestamp? = nil,
    upcoming: [RewardsPolicy]? = nil
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
    self.upcoming = upcoming
  }
}
