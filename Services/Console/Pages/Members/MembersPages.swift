import ConsoleDomain

/// Members.
enum MembersPages: PageGroup {
  static let area = Area.members
  static let views = ["members": PackageResources.members_mustache]
  static let words = ["title": Said("Membres", "Members")]
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/members", in: area) { visit in
      try visit.page("members", title: "members.title", MembersView())
    }
  }
}

/// What the page shows.
struct MembersView: Sendable {}
