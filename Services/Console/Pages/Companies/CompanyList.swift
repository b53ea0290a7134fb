import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// The list of companies.
enum CompanyList {
  /// What the page shows.
  struct View: Sendable {
    let name: String
    let isFiltered: Bool
    let hasItems: Bool
    let items: [CompanyRow]
    let pager: PagerView?
    let register: FormView?
  }

  static func show(_ visit: Visit) async throws -> Response {
    let name = (visit.query["name"] ?? "").trimmingCharacters
    let page = try await visit.ask(
      ListCompanies(name: name.isEmpty ? nil : name, pageSize: 50, pageToken: visit.pageToken))
    // The id is given out here, so that the next page is known before the service answers.
    let company = CompanyID.make().description
    let view = View(
      name: name, isFiltered: !name.isEmpty, hasItems: !page.items.isEmpty,
      items: page.items.map { CompanyRow($0, visit) }, pager: visit.pager(next: page.nextPageToken),
      register: visit.form(
        RegisterCompany.messageType.routingKey, ["companyId": company], back: "/companies/\(company)"))
    return try visit.page("companies", title: "companies.title", view)
  }
}

/// A company in a list.
struct CompanyRow: Sendable {
  let id: String
  let name: String
  let siren: String?
  let contact: String?
  let language: String
  let credits: String
  let hasCredits: Bool

  init(_ company: ListedCompany, _ visit: Visit) {
    id = company.companyId.description
    name = company.name
    siren = company.siren.map { Self.grouped($0.description) }
    contact = company.contactEmail?.description
    language = visit.word("companies.\(company.locale.rawValue)")
    credits = Money.number(company.listingCredits, in: visit.language)
    hasCredits = company.listingCredits > 0
  }

  /// `732 829 320`, as it is written on paper.
  static func grouped(_ siren: String) -> String {
    stride(from: 0, to: siren.count, by: 3).map { String(siren.dropFirst($0).prefix(3)) }
      .joined(separator: Typography.narrowSpace)
  }
}
