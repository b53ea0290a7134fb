public import Vocabulary

/// Invites a person to the community, for staff or for an active member, who becomes the sponsor (M1).
///
/// Refusals: `sponsor-not-active`, `already-member` and `person-expelled` (to staff alone: never with a sponsor),
/// `id-already-used`.
public struct InviteMember: DecisionByHand {
  /// `coopt.members.invite-member.v1`.
  public static let messageType = MessageType(service: "members", name: "invite-member")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.sponsorNotActive, .alreadyMember, .personExpelled, .idAlreadyUsed]

  /// The invitation's id; made by the service where absent.
  public var invitationId: InvitationID?
  /// The address that the invitation is bound to.
  public var email: EmailAddress
  /// The member who invites; nobody where staff do.
  public var sponsorId: MemberID?
  /// The language to write to the invited person in.
  public var locale: Language?
  /// When the invitation ends; after the policy's days where absent.
  public var expiresAt: Timestamp?
  /// Whether the platform sends the invitation.
  public var deliver: InvitationDelivery?

  public init(
    invitationId: InvitationID? = nil,
    email: EmailAddress,
    sponsorId: MemberID? = nil,
    locale: Language? = nil,
    expiresAt: Timestamp? = nil,
    deliver: InvitationDelivery? = nil
  ) {
    self.invitationId = invitationId
    self.email = email
    self.sponsorId = sponsorId
    self.locale = locale
    self.expiresAt = expiresAt
    self.deliver = deliver
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The invitation.
    public var invitationId: InvitationID
    /// The secret that joining takes; whoever invites hands it over.
    public var invitationCode: String
    /// When the invitation ends.
    public var expiresAt: Timestamp

    public init(invitationId: InvitationID, invitationCode: String, expiresAt: Timestamp) {
      self.invitationId = invitationId
      self.invitationCode = invitationCode
      self.expiresAt = expiresAt
    }
  }
}

extension InviteMember {
  /// No money follows from it.
  public var requiresActor: Bool { false }

  /// The invitation.
  public func subject(of result: InviteMember.Result) -> String { result.invitationId.description }
}
