import Vocabulary

/// An invitation into the closed community (M1).
package struct Invitation: Hashable, Sendable {
  package let id: InvitationID
  /// Who becomes the sponsor; nobody when staff invited.
  package let sponsorID: MemberID?
  /// The keyed hash of the address that it is bound to.
  package let emailKey: IdentityKey
  package let locale: Language?
  package let expiresAt: Timestamp
  /// False once the sponsor has left.
  package let hasItsSponsor: Bool
  /// Whether staff took it back.
  package let isRevoked: Bool
  /// Who joined with it.
  package var usedBy: MemberID?

  package init(
    id: InvitationID,
    sponsorID: MemberID?,
    emailKey: IdentityKey,
    locale: Language?,
    expiresAt: Timestamp,
    hasItsSponsor: Bool = true,
    isRevoked: Bool = false,
    usedBy: MemberID? = nil
  ) {
    self.id = id
    self.sponsorID = sponsorID
    self.emailKey = emailKey
    self.locale = locale
    self.expiresAt = expiresAt
    self.hasItsSponsor = hasItsSponsor
    self.isRevoked = isRevoked
    self.usedBy = usedBy
  }
}
