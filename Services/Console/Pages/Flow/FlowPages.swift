import ConsoleDomain

/// Services and queues as they work.
enum FlowPages: PageGroup {
  static let area = Area.flow
  static let views = [
    "flow": PackageResources.flow_mustache, "flow-picture": PackageResources.flow_picture_mustache,
  ]
  static let words = FlowWords.all
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/flow", in: area) { visit in
      let state = await visit.console.flow.state(within: .milliseconds(300))
      return try visit.page("flow", title: "flow.title", FlowPageView(state, visit))
    }
    routes.quiet("/flow/live", in: area) { visit in await FlowStream.response(visit) }
  }
}

/// The page around the picture.
struct FlowPageView: Sendable {
  let script: String
  let picture: FlowView

  init(_ state: FlowState, _ visit: Visit) {
    script = visit.console.assets.flowScript
    picture = FlowView(state, visit)
  }
}
