import ConsoleDomain

/// What happened today, the day's figures, and what waits for a person.
enum TodayPages: PageGroup {
  static let area = Area.today
  static let views = ["today": PackageResources.today_mustache, "today-waits": PackageResources.today_waits_mustache]
  static let words = TodayWords.all
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/today", in: area) { visit in
      let look = visit.console.live.look()
      let tiles = await WaitingTile.all(visit, deadLetters: look.figures.deadLetters)
      return try visit.page("today", title: "today.title", TodayView(look, tiles, visit))
    }
  }
}
