import Vocabulary

/// M1: an invitation admits the person it was addressed to, once, until it expires.
package enum InvitationAdmitsItsInviteeOnce {
  /// Why an invitation does not admit somebody; nil when it does.
  ///
  /// To anybody but the invitee it does not exist: neither its use nor its expiry is told. One that was revoked, or is from
  /// a sponsor who left before it was used, admits nobody.
  package static func refusal(
    of invitation: Invitation?, to emailKey: IdentityKey, at now: Timestamp
  ) -> ProblemCode? {
    guard let invitation, invitation.emailKey == emailKey else { return .invitationNotFound }
    if invitation.usedBy != nil { return .invitationAlreadyUsed }
    guard invitation.hasItsSponsor, !invitation.isRevoked else { return .invitationNotFound }
    return now < invitation.expiresAt ? nil : .invitationExpired
  }
}
