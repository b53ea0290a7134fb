import ConsoleDomain
import Messages
import Vocabulary

/// Hires: those that nobody owns, and the rest.
enum HiresPages: PageGroup {
  static let area = Area.hires
  static let views = [
    "hires": PackageResources.hires_mustache, "hire": PackageResources.hire_mustache,
    "hire-attribute": PackageResources.hire_attribute_mustache,
  ]
  static let words = HireWords.all
  static let forms = HireForms.all

  static func register(on routes: ConsoleRoutes) {
    routes.get("/hires", in: area) { visit in
      try visit.page("hires", title: "hires.title", try await HireListView(visit))
    }
    routes.get("/hires/:id", in: area) { visit in
      let id = try visit.id("id", as: HireID.self)
      return try visit.page("hire", title: "hires.one", try await HireView(visit, id))
    }
  }
}
