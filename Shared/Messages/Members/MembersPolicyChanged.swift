public import Vocabulary

/// A new version of the members policy is in force, or scheduled: the whole of it.
///
/// It is told once, when the change is accepted. Calendar years follow its time zone (W6).
public struct MembersPolicyChanged: EventPayload {
  /// `coopt.members.policy-changed.v1`.
  public static let messageType = MessageType(service: "members", name: "policy-changed")

  /// Grows with each change.
  public var version: Int
  /// How long an invitation lasts, in days (M1).
  public var invitationValidityDays: Int
  /// The zone whose days and calendar years count, as the IANA time zone database names it.
  public var timeZone: String
  /// Since when the version is in force, where it came in force at once.
  public var inForceSince: Timestamp?
  /// When the version comes in force, where it is scheduled.
  public var inForceFrom: Timestamp?

  public init(
    version: Int,
    invitationValidityDays: Int,
    timeZone: String,
    inForceSince: Timestamp? = nil,
    inForceFrom: Timestamp? = nil
  ) {
    self.version = version
    self.invitationValidityDays = invitationValidityDays
    self.timeZone = timeZone
    self.inForceSince = inForceSince
    self.inForceFrom = inForceFrom
  }

  /// The `version`.
  public var subject: String { String(version) }
}

extension MembersPolicyChanged {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(version, "version")
    validator.range(invitationValidityDays, 1...3650, "invitationValidityDays")
    validator.line(timeZone, "timeZone")
  }
}
