import ConsoleDomain

/// Members: who belongs, who brought whom, who is invited, which charter holds.
enum MembersPages: PageGroup {
  static let area = Area.members
  static let views = [
    "members": PackageResources.members_mustache,
    "members-tabs": PackageResources.members_tabs_mustache,
    "members-one": PackageResources.members_one_mustache,
    "members-node": PackageResources.members_node_mustache,
    "members-invitations": PackageResources.members_invitations_mustache,
    "members-invite": PackageResources.members_invite_mustache,
    "members-code": PackageResources.members_code_mustache,
    "members-charter": PackageResources.members_charter_mustache,
  ]
  static let words = MembersWords.all
  static let forms = [
    MembersForms.expel, MembersForms.readmit, MembersForms.revokeInvitation, MembersForms.publishCharter,
  ]

  static func register(on routes: ConsoleRoutes) {
    routes.get("/members", in: area, MemberList.show)
    routes.post("/members/find", in: area, needs: nil, MemberList.find)
    routes.get("/members/invitations", in: area, InvitationList.show)
    routes.get("/members/invite", in: area, InvitePage.show)
    routes.post("/members/invite", in: area, needs: InvitePage.key, InvitePage.send)
    routes.get("/members/charter", in: area, CharterPage.show)
    routes.get("/members/:member", in: area, MemberPage.show)
  }
}
