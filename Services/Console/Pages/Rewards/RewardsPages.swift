import ConsoleDomain

/// Bonuses.
enum RewardsPages: PageGroup {
  static let area = Area.rewards
  static let views = ["rewards": PackageResources.rewards_mustache]
  static let words = ["title": Said("Primes", "Bonuses")]
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/rewards", in: area) { visit in
      try visit.page("rewards", title: "rewards.title", RewardsView())
    }
  }
}

/// What the page shows.
struct RewardsView: Sendable {}
