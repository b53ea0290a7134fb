import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// One company: what is known of it, its offers, the candidates that it got.
enum CompanyPage {
  /// What the page shows.
  struct View: Sendable {
    /// A candidate that the company got.
    struct Candidacy: Sendable {
      let id: String
      let offerID: String
      let offerTitle: String
      let candidate: String?
      let badge: ShownBadge
      let at: String
    }

    let company: CompanyRow
    let update: FormView?
    let mayPublish: Bool
    let hasOffers: Bool
    let hasMoreOffers: Bool
    let offers: [OfferRow]
    let states: [OfferList.View.Choice]
    let hasCandidacies: Bool
    let candidacies: [Candidacy]
    let pager: PagerView?
  }

  static func show(_ visit: Visit) async throws -> Response {
    let id = try visit.identifier(at: "company", of: CompanyID.self)
    let state = visit.query["state"].flatMap { CandidacyState(rawValue: $0) }
    async let company = visit.ask(GetCompany(companyId: id))
    async let offers = visit.ask(ListOffers(companyId: id, pageSize: 10))
    let candidacies = try await visit.ask(
      ListCandidacies(companyId: id, state: state, pageSize: 20, pageToken: visit.pageToken))
    let (known, listed) = (try await company, try await offers)
    let view = View(
      company: CompanyRow(known, visit), update: update(known, visit),
      mayPublish: visit.may(PublishOffer.messageType.routingKey),
      hasOffers: !listed.items.isEmpty, hasMoreOffers: listed.nextPageToken != nil,
      offers: listed.items.map { OfferRow($0, visit) },
      states: CandidacyState.allCases.map {
        .init(
          value: $0.rawValue, label: visit.badge($0).label,
          isChosen: $0 == state)
      },
      hasCandidacies: !candidacies.items.isEmpty, candidacies: candidacies.items.map { row($0, visit) },
      pager: visit.pager(next: candidacies.nextPageToken))
    return try visit.page("company", title: known.name, view)
  }

  private static func update(_ company: ListedCompany, _ visit: Visit) -> FormView? {
    visit.form(
      UpdateCompany.messageType.routingKey,
      [
        "companyId": company.companyId.description, "name": company.name,
        "siren": company.siren?.description ?? "", "contactEmail": company.contactEmail?.description ?? "",
        "locale": company.locale.rawValue,
      ])
  }

  private static func row(_ item: ListedCandidacy, _ visit: Visit) -> View.Candidacy {
    View.Candidacy(
      id: item.candidacyId.description, offerID: item.offerId.description,
      offerTitle: item.offerTitle ?? item.offerId.description.shortID,
      candidate: item.candidate.map { "\($0.firstName) \($0.lastName)" },
      badge: visit.badge(item.state), at: visit.clock.text(item.transmittedAt))
  }
}
