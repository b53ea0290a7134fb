import ConsoleDomain

/// Dead letters.
enum LettersPages: PageGroup {
  static let area = Area.letters
  static let views = ["letters": PackageResources.letters_mustache]
  static let words = ["title": Said("Messages refusés", "Dead letters")]
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/letters", in: area) { visit in
      try visit.page("letters", title: "letters.title", LettersView())
    }
  }
}

/// What the page shows.
struct LettersView: Sendable {}
