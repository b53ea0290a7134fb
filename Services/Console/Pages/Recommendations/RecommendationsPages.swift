import ConsoleDomain

/// Recommendations.
enum RecommendationsPages: PageGroup {
  static let area = Area.recommendations
  static let views = ["recommendations": PackageResources.recommendations_mustache]
  static let words = ["title": Said("Recommandations", "Recommendations")]
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/recommendations", in: area) { visit in
      try visit.page("recommendations", title: "recommendations.title", RecommendationsView())
    }
  }
}

/// What the page shows.
struct RecommendationsView: Sendable {}
