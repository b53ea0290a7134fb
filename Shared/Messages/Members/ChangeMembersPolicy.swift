/// Changes the members policy at once: what is given is replaced, the rest stays.
public struct ChangeMembersPolicy: CommandPayload {
  /// `coopt.members.change-policy.v1`.
  public static let messageType = MessageType(service: "members", name: "change-policy")

  /// How long an invitation lasts, in days.
  public var invitationValidityDays: Int?
  /// The zone whose days count visits, as the IANA time zone database names it.
  public var timeZone: String?

  /// A command with its data.
  public init(invitationValidityDays: Int? = nil, timeZone: String? = nil) {
    self.invitationValidityDays = invitationValidityDays
    self.timeZone = timeZone
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
