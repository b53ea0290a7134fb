import ConsoleDomain

/// Offers: what companies seek, who is told of it, and why.
enum OffersPages: PageGroup {
  static let area = Area.offers
  static let views = [
    "offers": PackageResources.offers_mustache, "offer": PackageResources.offer_mustache,
    "offer-new": PackageResources.offer_new_mustache, "offer-people": PackageResources.offer_people_mustache,
    "offer-targeting": PackageResources.offer_targeting_mustache, "offer-waves": PackageResources.offer_waves_mustache,
    "offer-why": PackageResources.offer_why_mustache,
  ]
  static let words = OfferTexts.all
  static let forms = OfferForms.all

  static func register(on routes: ConsoleRoutes) {
    routes.get("/offers", in: area, OfferList.show)
    routes.get("/offers/new", in: area, OfferDesk.show)
    routes.get("/offers/:offer", in: area, OfferPage.show)
    routes.get("/offers/:offer/members", in: area, OfferPeople.show)
    routes.post("/offers/:offer/explain", in: area, needs: nil, OfferTargeting.find)
    routes.get("/offers/:offer/members/:member", in: area, OfferTargeting.show)
  }
}
