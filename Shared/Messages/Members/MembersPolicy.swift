/// The policy of the members service that is in force.
public struct MembersPolicy: Codable, Hashable, Sendable {
  /// Grows with each change.
  public var version: Int
  /// How long an invitation lasts (M1).
  public var invitationValidityDays: Int
  /// The zone whose days count visits (M6), as the IANA time zone database names it.
  public var timeZone: String

  /// A value with its fields.
  public init(version: Int, invitationValidityDays: Int, timeZone: String) {
    self.version = version
    self.invitationValidityDays = invitationValidityDays
    self.timeZone = timeZone
  }
}
