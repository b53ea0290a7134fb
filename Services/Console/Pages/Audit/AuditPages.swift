import ConsoleDomain

/// Audit.
enum AuditPages: PageGroup {
  static let area = Area.audit
  static let views = ["audit": PackageResources.audit_mustache]
  static let words = ["title": Said("Journal", "Audit")]
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/audit", in: area) { visit in
      try visit.page("audit", title: "audit.title", AuditView())
    }
  }
}

/// What the page shows.
struct AuditView: Sendable {}
