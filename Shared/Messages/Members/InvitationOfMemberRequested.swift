public import Vocabulary

/// A member is to be told at their own address that somebody invited them; bound by notifications alone (M1, M9).
///
/// Neither code nor sponsor: the invitation admits nobody, and who invited is nobody's to know.
public struct InvitationOfMemberRequested: EventPayload {
  /// `coopt.members.invitation-of-member-requested.v1`.
  public static let messageType = MessageType(service: "members", name: "invitation-of-member-requested")

  /// The invitation.
  public var invitationId: InvitationID
  /// Where to.
  public var email: EmailAddress
  /// The language to write in.
  public var locale: Language

  public init(invitationId: InvitationID, email: EmailAddress, locale: Language) {
    self.invitationId = invitationId
    self.email = email
    self.locale = locale
  }

  /// The `invitationId`.
  public var subject: String { invitationId.description }
}
