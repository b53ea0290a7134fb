import ConsoleDomain

/// Interviews.
enum InterviewsPages: PageGroup {
  static let area = Area.interviews
  static let views = ["interviews": PackageResources.interviews_mustache]
  static let words = ["title": Said("Entretiens", "Interviews")]
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/interviews", in: area) { visit in
      try visit.page("interviews", title: "interviews.title", InterviewsView())
    }
  }
}

/// What the page shows.
struct InterviewsView: Sendable {}
