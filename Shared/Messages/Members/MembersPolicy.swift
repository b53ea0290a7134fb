public import Vocabulary

/// A version of the policy of the members service: the one in force, or one that is scheduled.
public struct MembersPolicy: Codable, Hashable, Sendable {
  /// Grows with each change.
  public var version: Int
  /// How long an invitation lasts (M1).
  public var invitationValidityDays: Int
  /// The zone whose days count visits (M6), and whose calendar years statements and tax information follow (W6), as the
  /// IANA time zone database names it.
  public var timeZone: String
  /// Since when the version is in force; absent where that is from the beginning, or yet to come.
  public var inForceSince: Timestamp?
  /// When the version comes in force, where that is yet to come.
  public var inForceFrom: Timestamp?
  /// The versions that are scheduled after the one in force, in order; absent where there are none.
  public var upcoming: [MembersPolicy]?

  /// A value with its fields.
  public init(
    version: Int,
    invitationValidityDays: Int,
    timeZone: String,
    inForceSince: Timestamp? = nil,
    inForceFrom: Timestamp? = nil,
    upcoming: [MembersPolicy]? = nil
  ) {
    self.version = version
    self.invitationValidityDays = invitationValidityDays
    self.timeZone = timeZone
    self.inForceSince = inForceSince
    self.inForceFrom = inForceFrom
    self.upcoming = upcoming
  }
}
