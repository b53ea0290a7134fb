public import Vocabulary

/// Changes the members policy, at once or from a date on: what is given is replaced, the rest stays.
///
/// The rest is that of the last version that is in force or scheduled.
public struct ChangeMembersPolicy: PolicyChange {
  /// `coopt.members.change-policy.v1`.
  public static let messageType = MessageType(service: "members", name: "change-policy")

  /// How long an invitation lasts, in days.
  public var invitationValidityDays: Int?
  /// The zone whose days and calendar years count, as the IANA time zone database names it.
  public var timeZone: String?
  /// When the change comes in force; at once where that is absent or over.
  public var inForceFrom: Timestamp?

  public init(invitationValidityDays: Int? = nil, timeZone: String? = nil, inForceFrom: Timestamp? = nil) {
    self.invitationValidityDays = invitationValidityDays
    self.timeZone = timeZone
    self.inForceFrom = inForceFrom
  }

  /// The new version.
  public typealias Result = PolicyVersion
}

extension ChangeMembersPolicy {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.range(invitationValidityDays, 1...3650, "invitationValidityDays")
    validator.line(timeZone, "timeZone")
  }
}
