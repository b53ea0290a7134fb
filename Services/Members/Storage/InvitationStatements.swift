import MembersDomain
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Statements on `members.invitations`.
enum InvitationStatements {
  /// A new invitation, with what only its row keeps.
  struct NewInvitation: Sendable {
    let invitation: Invitation
    let code: InvitationCode
    let email: EmailAddress
    let policyVersion: Int
    let invitedAt: Timestamp
  }

  /// Locks the invitations that some codes stand for.
  ///
  /// In the order of their ids, so that two batches never wait in a circle. Columns as `invitation` reads them.
  static func lock(codes: [InvitationCode]) -> Statement {
    """
    select
      i.invitation_id, i.sponsor_id, i.email, i.locale, i.expires_at, i.used_by, i.revoked_at is not null as is_revoked,
      given.code,
      not exists (select from members.members s where s.member_id = i.sponsor_id and s.left_at is not null)
        as has_its_sponsor
    from unnest(\(codes.map(\.text))) as given (code)
    join members.invitations i on i.code_hash = sha256(convert_to(given.code, 'UTF8'))
    order by i.invitation_id
    for no key update of i
    """
  }

  /// Locks some invitations, in the order of their ids: who joined with each.
  static func lock(_ ids: [InvitationID]) -> Statement {
    """
    select i.invitation_id, i.used_by
    from members.invitations i
    where i.invitation_id = any(\(ids))
    order by i.invitation_id
    for no key update
    """
  }

  /// Takes invitations back; when one was taken back first stands.
  static func revoke(_ ids: [InvitationID], at now: Timestamp) -> Statement {
    """
    update members.invitations i
    set revoked_at = \(now)
    where i.invitation_id = any(\(ids)) and i.revoked_at is null
    """
  }

  /// Which of some ids are taken.
  static func taken(_ ids: [InvitationID]) -> Statement {
    "select i.invitation_id from members.invitations i where i.invitation_id = any(\(ids))"
  }

  static func insert(_ new: [NewInvitation]) -> Statement {
    """
    insert into members.invitations (
      invitation_id, code_hash, sponsor_id, email, email_key, locale, expires_at, policy_version, invited_at
    )
    select
      invitation_id, sha256(convert_to(code, 'UTF8')), sponsor_id, email, email_key, locale, expires_at,
      policy_version, invited_at
    from unnest(
      \(new.map(\.invitation.id)), \(new.map(\.code.text)), \(new.map(\.invitation.sponsorID)),
      \(new.map(\.email)), \(new.map(\.invitation.emailKey)), \(new.map(\.invitation.locale)),
      \(new.map(\.invitation.expiresAt)), \(new.map(\.policyVersion)), \(new.map(\.invitedAt))
    ) as made (
      invitation_id, code, sponsor_id, email, email_key, locale, expires_at, policy_version, invited_at
    )
    """
  }

  /// Notes who joined with which invitation.
  static func use(_ members: [Member]) -> Statement {
    """
    update members.invitations i
    set used_by = joining.member_id, used_at = joining.joined_at
    from unnest(
      \(members.map(\.invitationID)), \(members.map(\.id)), \(members.map(\.joinedAt))
    ) as joining (invitation_id, member_id, joined_at)
    where i.invitation_id = joining.invitation_id
    """
  }

  /// Reads a row of `lock`; the address's key is made anew, since that in the row is under the secrets of its time.
  static func invitation(
    _ row: Row, _ identity: MemberIdentity
  ) throws(PostgreSQLError) -> (code: String, invitation: Invitation) {
    let invitation = Invitation(
      id: try row["invitation_id", as: InvitationID.self],
      sponsorID: try row["sponsor_id", as: MemberID?.self],
      emailKey: identity.keys(of: try row["email", as: EmailAddress.self]).first,
      locale: try row["locale", as: Language?.self],
      expiresAt: try row["expires_at", as: Timestamp.self],
      hasItsSponsor: try row["has_its_sponsor", as: Bool.self],
      isRevoked: try row["is_revoked", as: Bool.self],
      usedBy: try row["used_by", as: MemberID?.self]
    )
    return (try row["code", as: String.self], invitation)
  }
}
