import ConsoleDomain

/// Companies that post offers.
enum CompaniesPages: PageGroup {
  static let area = Area.companies
  static let views = [
    "companies": PackageResources.companies_mustache, "company": PackageResources.company_mustache,
  ]
  static let words = CompanyTexts.all
  static let forms = CompanyForms.all

  static func register(on routes: ConsoleRoutes) {
    routes.get("/companies", in: area, CompanyList.show)
    routes.get("/companies/:company", in: area, CompanyPage.show)
  }
}
