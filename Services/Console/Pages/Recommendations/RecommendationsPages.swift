import ConsoleDomain
import Messages
import Vocabulary

/// Recommendations, and the story of each.
enum RecommendationsPages: PageGroup {
  static let area = Area.recommendations
  static let views = [
    "recommendations": PackageResources.recommendations_mustache,
    "recommendation": PackageResources.recommendation_mustache,
    "recommendation-moment": PackageResources.recommendation_moment_mustache,
  ]
  static let words = RecommendationWords.all
  static let forms = RecommendationForms.all

  static func register(on routes: ConsoleRoutes) {
    routes.get("/recommendations", in: area) { visit in
      try visit.page("recommendations", title: "recommendations.title", try await RecommendationListView(visit))
    }
    routes.get("/recommendations/:id", in: area) { visit in
      let id = try visit.id("id", as: RecommendationID.self)
      return try visit.page("recommendation", title: "recommendations.one", try await RecommendationView(visit, id))
    }
  }
}
