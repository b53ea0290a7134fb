import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// Invitations, of staff and of members; never their codes.
enum InvitationList {
  struct View: Sendable {
    let tabs: MembersTabs
    let states: [Choice]
    let sponsorID: String?
    let sponsorName: String?
    let rows: [InvitationRow]
    let isEmpty: Bool
    let pager: PagerView?
    let invite: String?
  }

  @Sendable static func show(_ visit: Visit) async throws -> Response {
    let state = visit.query["state"].flatMap { InvitationState(rawValue: $0) }
    let sponsorID = visit.query["sponsor"].flatMap { MemberID($0) }
    let page = try await visit.ask(ListInvitations(state: state, sponsorId: sponsorID, pageToken: visit.pageToken))
    let members = await ShownMembers(visit, page.items.map(\.sponsorId) + [sponsorID])
    var back = "/members/invitations"
    let filters = visit.query.filter { $0.key == "state" || $0.key == "sponsor" }.sorted { $0.key < $1.key }
    if !filters.isEmpty { back += "?" + FormText.text(filters.map { ($0.key, $0.value) }) }
    let sponsor = sponsorID.map { "?sponsor=\($0)" } ?? ""
    return try visit.page(
      "members-invitations", title: "members.tab-invitations",
      View(
        tabs: MembersTabs(.invitations, visit),
        states: Choice.of(InvitationState.allCases, chosen: state) { visit.word("members.invitation-\($0.rawValue)") },
        sponsorID: sponsorID?.description, sponsorName: sponsorID.map { members.text(of: $0, visit) },
        rows: page.items.map { InvitationRow($0, members, back: back, visit) },
        isEmpty: page.items.isEmpty, pager: visit.pager(next: page.nextPageToken),
        invite: visit.may(InvitePage.key) ? "/members/invite" + sponsor : nil))
  }
}

/// An invitation in a list.
struct InvitationRow: Sendable {
  let id: String
  let email: String
  let state: String
  let kind: String
  let expires: String
  let sponsor: String?
  let sponsorName: String?
  let revoke: FormView?

  init(_ invitation: ListedInvitation, _ members: ShownMembers, back: String, _ visit: Visit) {
    id = invitation.invitationId.description
    email = invitation.email.description
    state = visit.word("members.invitation-\(invitation.state.rawValue)")
    kind =
      switch invitation.state {
      case .open: "wait"
      case .used: "good"
      case .expired, .revoked: "quiet"
      }
    expires = visit.clock.text(invitation.expiresAt)
    sponsor = invitation.sponsorId.map { "/members/\($0)" }
    sponsorName = invitation.sponsorId.map { members.text(of: $0, visit) }
    revoke =
      invitation.state == .open
      ? visit.form("members.revoke-invitation", ["invitationId": invitation.invitationId.description], back: back) : nil
  }
}
