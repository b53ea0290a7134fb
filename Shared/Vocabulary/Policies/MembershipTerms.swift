/// What a version of the members policy says: how long invitations last, and which days count.
public struct MembershipTerms: Codable, Hashable, Sendable {
  /// Grows with each change.
  public var version: Int
  /// How long an invitation lasts (M1).
  public var invitationValidityDays: Int
  /// The zone whose days count visits (M6), and whose calendar years statements and tax information follow (W6), as the
  /// IANA time zone database names it.
  public var timeZone: String

  public init(version: Int, invitationValidityDays: Int, timeZone: String) {
    self.version = version
    self.invitationValidityDays = invitationValidityDays
    self.timeZone = timeZone
  }
}
