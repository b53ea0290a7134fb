public import Vocabulary

/// Two active members have one address: the later one keeps it, without its being theirs (M1); for staff to look into.
public struct MemberIdentityConflict: EventPayload {
  /// `coopt.members.member-identity-conflict.v1`.
  public static let messageType = MessageType(service: "members", name: "member-identity-conflict")

  /// Who came to the address later.
  public var memberId: MemberID
  /// Whose it is.
  public var holderId: MemberID

  public init(memberId: MemberID, holderId: MemberID) {
    self.memberId = memberId
    self.holderId = holderId
  }

  /// The `memberId`.
  public var subject: String { memberId.description }
}
