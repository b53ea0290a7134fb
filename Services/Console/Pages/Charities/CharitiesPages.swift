import ConsoleDomain

/// Charities: who they are, what each is owed and was paid, which is designated, which are retired (W10).
enum CharitiesPages: PageGroup {
  static let area = Area.charities
  static let views = [
    "charities": PackageResources.charities_mustache, "charities-one": PackageResources.charities_one_mustache,
  ]
  static let words = CharitiesWords.all
  static let forms = [CharityForms.register, CharityForms.update]

  static func register(on routes: ConsoleRoutes) {
    routes.get("/charities", in: area, CharityAccounts.show)
    routes.get("/charities/:charity", in: area, CharityPage.show)
  }
}
