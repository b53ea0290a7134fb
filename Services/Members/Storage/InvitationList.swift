import MembersDomain
import Messages
import Paging
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Invitations, the newest first; never their codes (A1, M1).
package struct InvitationList: PagedList {
  package static let source: Statement = "members.invitations i"
  package static let columns: Statement =
    "i.invitation_id, i.email, i.sponsor_id, i.expires_at, i.used_by, i.revoked_at"
  package static let instant: Statement = "i.invited_at"
  package static let id: Statement = "i.invitation_id"
  /// As `UsedElseRevokedElseExpired` has them, in conditions that partial indexes know.
  package static let filters: [ListFilter<ListInvitations>] = [
    ListFilter(where: { $0.state == .used }, "i.used_by is not null"),
    ListFilter(where: { $0.state == .revoked }, "i.used_by is null and i.revoked_at is not null"),
    ListFilter(where: { $0.state == .open }) { now in
      "i.used_by is null and i.revoked_at is null and i.expires_at > \(now)"
    },
    ListFilter(where: { $0.state == .expired }) { now in
      "i.used_by is null and i.revoked_at is null and i.expires_at <= \(now)"
    },
    ListFilter("sponsor_id", \.sponsorId, "i.sponsor_id = q.sponsor_id"),
  ]

  package init() {}

  package func item(_ row: Row, at now: Timestamp) throws -> ListedInvitation {
    let expiresAt = try row["expires_at", as: Timestamp.self]
    return ListedInvitation(
      invitationId: try row["invitation_id", as: InvitationID.self],
      state: UsedElseRevokedElseExpired.state(
        usedBy: try row["used_by", as: MemberID?.self], revokedAt: try row["revoked_at", as: Timestamp?.self],
        expiresAt: expiresAt, at: now),
      email: try row["email", as: EmailAddress.self],
      sponsorId: try row["sponsor_id", as: MemberID?.self],
      expiresAt: expiresAt)
  }
}
