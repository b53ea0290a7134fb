import ConsoleDomain

/// Today.
enum TodayPages: PageGroup {
  static let area = Area.today
  static let views = ["today": PackageResources.today_mustache]
  static let words = ["title": Said("Aujourd’hui", "Today")]
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/today", in: area) { visit in
      try visit.page("today", title: "today.title", TodayView())
    }
  }
}

/// What the page shows.
struct TodayView: Sendable {}
