import ConsoleDomain

/// Flow.
enum FlowPages: PageGroup {
  static let area = Area.flow
  static let views = ["flow": PackageResources.flow_mustache]
  static let words = ["title": Said("Flux", "Flow")]
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/flow", in: area) { visit in
      try visit.page("flow", title: "flow.title", FlowView())
    }
  }
}

/// What the page shows.
struct FlowView: Sendable {}
