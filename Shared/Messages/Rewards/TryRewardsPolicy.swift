public import Vocabulary

/// Asks what would be different, had a change of the rewards policy always been in force; changes nothing.
///
/// What is given is replaced, the rest is as in the version in force. Before is what is recorded, also under earlier
/// versions. After: every activity in the books scores the new points (one that was worth nothing is not in the books), and
/// levels are what the new thresholds make of them; a bonus pays the new amount of the level that it was quoted for, a share
/// the new share, a donation the new addition; a held bonus counts without addition, one taken in listing credits is no money.
///
/// It is no forecast. Put in force, the terms change less: bonuses keep their quote, what is settled stays, and no level falls.
/// What members would have done otherwise nobody knows.
public struct TryRewardsPolicy: CommandPayload {
  /// `coopt.rewards.try-policy.v1`.
  public static let messageType = MessageType(service: "rewards", name: "try-policy")

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
  /// Since when a reward was granted that counts; all of them where absent.
  ///
  /// Points and levels always come from everything.
  public var since: Timestamp?

  public init(
    points: PointsScaleChange? = nil,
    levels: LevelThresholdsChange? = nil,
    amounts: BonusAmountsChange? = nil,
    sponsorshipCents: Cents? = nil,
    matchingCents: Cents? = nil,
    listingCredits: Int? = nil,
    since: Timestamp? = nil
  ) {
    self.points = points
    self.levels = levels
    self.amounts = amounts
    self.sponsorshipCents = sponsorshipCents
    self.matchingCents = matchingCents
    self.listingCredits = listingCredits
    self.since = since
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The version in force, which the change is made to.
    public var version: Int
    /// All members' points.
    public var points: BeforeAndAfter<Points>
    /// What the rewards in force came to, in cents.
    public var amountCents: BeforeAndAfter<Cents>
    /// How many members' points, level or amounts would differ.
    public var membersChanged: Int
    /// How many members' level would differ.
    public var levelsChanged: Int
    /// Those members, at most 100, the greatest change first: of the amounts, then of the points, then of the level.
    public var members: [MemberUnderTriedPolicy]
    /// All members by how their amounts would change, in cents: the greatest loss first, who has neither between.
    ///
    /// Bounds are 1, 2 or 5 by a power of ten euros, whatever is tried; what nobody is in is left out.
    public var amountCentsChanges: [ChangeBucket<Cents>]?
    /// All members by how their points would change, as with amounts; bounds are 1, 2 or 5 by a power of ten.
    public var pointsChanges: [ChangeBucket<Points>]?
    /// All members by the level that they have and the one that they would have; also where both are one.
    public var levelMoves: [LevelMove]?

    public init(
      version: Int,
      points: BeforeAndAfter<Points>,
      amountCents: BeforeAndAfter<Cents>,
      membersChanged: Int,
      levelsChanged: Int,
      members: [MemberUnderTriedPolicy],
      amountCentsChanges: [ChangeBucket<Cents>]? = nil,
      pointsChanges: [ChangeBucket<Points>]? = nil,
      levelMoves: [LevelMove]? = nil
    ) {
      self.version = version
      self.points = points
      self.amountCents = amountCents
      self.membersChanged = membersChanged
      self.levelsChanged = levelsChanged
      self.members = members
      self.amountCentsChanges = amountCentsChanges
      self.pointsChanges = pointsChanges
      self.levelMoves = levelMoves
    }
  }
}

extension TryRewardsPolicy {
  /// The change that is tried.
  public var change: ChangeRewardsPolicy {
    ChangeRewardsPolicy(
      points: points, levels: levels, amounts: amounts, sponsorshipCents: sponsorshipCents,
      matchingCents: matchingCents, listingCredits: listingCredits)
  }

  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    change.validate(&validator)
  }
}
