public import Vocabulary

/// An invitation as a list shows it.
public struct ListedInvitation: Listed {
  /// `invitations`.
  public static let listName = "invitations"

  /// The invitation.
  public var invitationId: InvitationID
  /// What became of it.
  public var state: InvitationState
  /// Whom it is for.
  public var email: EmailAddress
  /// Which member invites.
  public var sponsorId: MemberID?
  /// Until when it can be used.
  public var expiresAt: Timestamp

  public init(
    invitationId: InvitationID, state: InvitationState, email: EmailAddress, sponsorId: MemberID? = nil,
    expiresAt: Timestamp
  ) {
    self.invitationId = invitationId
    self.state = state
    self.email = email
    self.sponsorId = sponsorId
    self.expiresAt = expiresAt
  }
}
