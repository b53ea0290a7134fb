import ConsoleDomain

/// Companies.
enum CompaniesPages: PageGroup {
  static let area = Area.companies
  static let views = ["companies": PackageResources.companies_mustache]
  static let words = ["title": Said("Entreprises", "Companies")]
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/companies", in: area) { visit in
      try visit.page("companies", title: "companies.title", CompaniesView())
    }
  }
}

/// What the page shows.
struct CompaniesView: Sendable {}
