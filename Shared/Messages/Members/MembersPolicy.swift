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
  /// When the version comes in force, or came, where staff gave a date; absent where it was at once.
  public var inForceFrom: Timestamp?
  /// The versions that are scheduled after the one in force, in order; absent where there are none.
  public var upcoming: [MembersPolicy]?

  public init(
    version: Int,
    invitationValidityDays: Int,
    timeZone: String,
    inForceFrom: Timestamp? = nil,
    upcoming: [MembersPolicy]? = nil
  ) {
    self.version = version
    self.invitationValidityDays = invitationValidityDays
    self.timeZone = timeZone
    self.inForceFrom = inForceFrom
    self.upcoming = upcoming
  }
}
