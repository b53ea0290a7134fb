import ConsoleDomain

/// Policies.
enum PoliciesPages: PageGroup {
  static let area = Area.policies
  static let views = ["policies": PackageResources.policies_mustache]
  static let words = ["title": Said("Règles", "Policies")]
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/policies", in: area) { visit in
      try visit.page("policies", title: "policies.title", PoliciesView())
    }
  }
}

/// What the page shows.
struct PoliciesView: Sendable {}
