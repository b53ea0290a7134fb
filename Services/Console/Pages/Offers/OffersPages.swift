import ConsoleDomain

/// Offers.
enum OffersPages: PageGroup {
  static let area = Area.offers
  static let views = ["offers": PackageResources.offers_mustache]
  static let words = ["title": Said("Offres", "Offers")]
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/offers", in: area) { visit in
      try visit.page("offers", title: "offers.title", OffersView())
    }
  }
}

/// What the page shows.
struct OffersView: Sendable {}
