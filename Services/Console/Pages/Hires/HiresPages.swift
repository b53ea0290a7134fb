import ConsoleDomain

/// Hires.
enum HiresPages: PageGroup {
  static let area = Area.hires
  static let views = ["hires": PackageResources.hires_mustache]
  static let words = ["title": Said("Embauches", "Hires")]
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/hires", in: area) { visit in
      try visit.page("hires", title: "hires.title", HiresView())
    }
  }
}

/// What the page shows.
struct HiresView: Sendable {}
