import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// Where an offer is written: for which company first, then what.
enum OfferDesk {
  /// What the page shows.
  struct View: Sendable {
    let name: String
    let wasSearched: Bool
    let hasCompanies: Bool
    let companies: [CompanyRow]
    let company: CompanyRow?
    let form: FormView?
    let sectorOptions: String
    let zoneOptions: String
  }

  static func show(_ visit: Visit) async throws -> Response {
    let key = PublishOffer.messageType.routingKey
    guard visit.may(key) else { return try MessagePage.forbidden(visit) }
    let name = (visit.query["name"] ?? "").trimmingCharacters
    if let id = visit.query["company"].flatMap({ CompanyID($0) }) {
      let company = try await visit.ask(GetCompany(companyId: id))
      // The id is given out here, so that the next page is known before the service answers.
      let offer = OfferID.make().description
      let form = visit.form(key, ["offerId": offer, "companyId": id.description], back: "/offers/\(offer)")
      return try page(visit, name: name, company: CompanyRow(company, visit), form: form)
    }
    let companies = try await visit.ask(ListCompanies(name: name.isEmpty ? nil : name, pageSize: 20)).items
    return try page(visit, name: name, companies: companies.map { CompanyRow($0, visit) })
  }

  private static func page(
    _ visit: Visit, name: String, companies: [CompanyRow] = [], company: CompanyRow? = nil, form: FormView? = nil
  ) throws -> Response {
    try visit.page(
      "offer-new", title: "offers.new",
      View(
        name: name, wasSearched: !name.isEmpty, hasCompanies: !companies.isEmpty, companies: companies,
        company: company, form: form,
        sectorOptions: form == nil ? "" : CodeSuggestions.sectors(in: visit.language),
        zoneOptions: form == nil ? "" : CodeSuggestions.zones(in: visit.language)))
  }
}
