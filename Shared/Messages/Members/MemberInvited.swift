public import Vocabulary

/// A person was invited (M1).
public struct MemberInvited: EventPayload {
  /// `coopt.members.member-invited.v1`.
  public static let messageType = MessageType(service: "members", name: "member-invited")

  /// The invitation.
  public var invitationId: InvitationID
  /// The member who invites.
  public var sponsorId: MemberID?
  /// When the invitation ends.
  public var expiresAt: Timestamp

  public init(invitationId: InvitationID, sponsorId: MemberID? = nil, expiresAt: Timestamp) {
    self.invitationId = invitationId
    self.sponsorId = sponsorId
    self.expiresAt = expiresAt
  }

  /// The `invitationId`.
  public var subject: String { invitationId.description }
}
