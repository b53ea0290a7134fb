import ConsoleDomain

/// Audit: who decided what by hand, of all services, newest first.
enum AuditPages: PageGroup {
  static let area = Area.audit
  static let views = ["audit": PackageResources.audit_mustache]
  static let words = AuditWords.all
  static let forms: [ActionForm] = []

  static func register(on routes: ConsoleRoutes) {
    routes.get("/audit", in: area, AuditList.show)
    routes.post("/audit/person", in: area, needs: nil, AuditList.find)
  }
}
