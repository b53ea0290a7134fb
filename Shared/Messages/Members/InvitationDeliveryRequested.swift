public import Vocabulary

/// An invitation is to be sent by e-mail; bound by notifications alone (M9).
public struct InvitationDeliveryRequested: EventPayload {
  /// `coopt.members.invitation-delivery-requested.v1`.
  public static let messageType = MessageType(service: "members", name: "invitation-delivery-requested")

  /// The invitation.
  public var invitationId: InvitationID
  /// Where to.
  public var email: EmailAddress
  /// The secret that joining takes.
  public var invitationCode: String
  /// When the invitation ends.
  public var expiresAt: Timestamp
  /// The language to write in.
  public var locale: Language
  /// First and last name of the member who invites (M2).
  public var sponsorName: String?

  public init(
    invitationId: InvitationID, email: EmailAddress, invitationCode: String, expiresAt: Timestamp, locale: Language,
    sponsorName: String? = nil
  ) {
    self.invitationId = invitationId
    self.email = email
    self.invitationCode = invitationCode
    self.expiresAt = expiresAt
    self.locale = locale
    self.sponsorName = sponsorName
  }

  /// The `invitationId`.
  public var subject: String { invitationId.description }
}

extension InvitationDeliveryRequested {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(sponsorName, "sponsorName")
    validator.line(invitationCode, "invitationCode")
  }
}
