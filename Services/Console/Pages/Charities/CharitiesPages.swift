import ConsoleDomain

/// Charities.
enum CharitiesPages: PageGroup {
  static let area = Area.charities
  static let views = ["charities": PackageResources.charities_mustache]
  static let words = ["title": Said("Associations", "Charities")]
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/charities", in: area) { visit in
      try visit.page("charities", title: "charities.title", CharitiesView())
    }
  }
}

/// What the page shows.
struct CharitiesView: Sendable {}
