public import Vocabulary

/// A version of the policy of the recommendations service: the one in force, or one that is scheduled.
public struct RecommendationsPolicy: Codable, Hashable, Sendable {
  /// Grows with each change.
  public var version: Int
  /// How long a candidate stays attributed (R2); for ever where absent.
  public var attributionValidityDays: Int?
  /// Above which quote a hire is attributed by hand by two people only (A2); absent where one suffices.
  public var twoPeopleAboveCents: Cents?
  /// How many refusals that say something of a candidate a member gets in a day; any number where absent.
  public var refusalsPerDay: Int?
  /// When the version comes in force, or came, where staff gave a date; absent where it was at once.
  public var inForceFrom: Timestamp?
  /// The versions that are scheduled after the one in force, in order; absent where there are none.
  public var upcoming: [RecommendationsPolicy]?

  public init(
    version: Int,
    attributionValidityDays: Int? = nil,
    twoPeopleAboveCents: Cents? = nil,
    refusalsPerDay: Int? = nil,
    inForceFrom: Timestamp? = nil,
    upcoming: [RecommendationsPolicy]? = nil
  ) {
    self.version = version
    self.attributionValidityDays = attributionValidityDays
    self.twoPeopleAboveCents = twoPeopleAboveCents
    self.refusalsPerDay = refusalsPerDay
    self.inForceFrom = inForceFrom
    self.upcoming = upcoming
  }
}
