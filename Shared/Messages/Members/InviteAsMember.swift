public import Vocabulary

/// Invites a person to the community as an active member, who becomes the sponsor (M1).
///
/// Answered the same whether or not the address is a member's. Refusals: `member-not-active`, `id-already-used`.
public struct InviteAsMember: CommandPayload {
  /// `coopt.members.invite-as-member.v1`.
  public static let messageType = MessageType(service: "members", name: "invite-as-member")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.memberNotActive, .idAlreadyUsed]

  /// Who invites.
  public var memberId: MemberID
  /// The invitation's id; made by the service where absent.
  public var invitationId: InvitationID?
  /// The address that the invitation is bound to.
  public var email: EmailAddress
  /// The language to write to the invited person in.
  public var locale: Language?
  /// When the invitation ends; after the policy's days where absent.
  public var expiresAt: Timestamp?
  /// Whether the platform sends the invitation.
  public var deliver: InvitationDelivery?

  public init(
    memberId: MemberID,
    invitationId: InvitationID? = nil,
    email: EmailAddress,
    locale: Language? = nil,
    expiresAt: Timestamp? = nil,
    deliver: InvitationDelivery? = nil
  ) {
    self.memberId = memberId
    self.invitationId = invitationId
    self.email = email
    self.locale = locale
    self.expiresAt = expiresAt
    self.deliver = deliver
  }

  /// What the accepted reply says.
  public typealias Result = InviteMember.Result
}
