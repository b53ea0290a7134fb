public import Vocabulary

/// A version of the policy of the recommendations service: the one in force, or one that is scheduled.
public struct RecommendationsPolicy: Codable, Hashable, Sendable {
  /// Grows with each change.
  public var version: Int
  /// How long a candidate stays attributed (R2); for ever where absent.
  public var attributionValidityDays: Int?
  /// Since when the version is in force; absent where that is from the beginning, or yet to come.
  public var inForceSince: Timestamp?
  /// When the version comes in force, where that is yet to come.
  public var inForceFrom: Timestamp?
  /// The versions that are scheduled after the one in force, in order; absent where there are none.
  public var upcoming: [RecommendationsPolicy]?

  /// A value with its fields.
  public init(
    version: Int,
    attributionValidityDays: Int? = nil,
    inForceSince: Timestamp? = nil,
    inForceFrom: Timestamp? = nil,
    upcoming: [RecommendationsPolicy]? = nil
  ) {
    self.version = version
    self.attributionValidityDays = attributionValidityDays
    self.inForceSince = inForceSince
    self.inForceFrom = inForceFrom
    self.upcoming = upcoming
  }
}
