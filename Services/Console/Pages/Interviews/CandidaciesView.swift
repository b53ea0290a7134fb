import ConsoleDomain
import Messages
import Vocabulary

/// The candidacies of a company.
struct CandidaciesView: Sendable {
  /// One of them.
  struct Row: Sendable {
    let name: String?
    let email: String?
    let emailLink: String?
    let offerLink: String
    let offerName: String
    let badge: ShownBadge
    let transmitted: String
    let summary: String?
    let close: FormView?
  }

  let companyName: String?
  let companyLink: String
  let rows: [Row]
  let states: [ShownChoice]
  let isEmpty: Bool
  let pager: PagerView?

  init(_ visit: Visit, _ company: CompanyID) async throws {
    let state = visit.query["state"].flatMap { CandidacyState(rawValue: $0) }
    async let known = try? visit.ask(GetCompany(companyId: company))
    let page = try await visit.ask(
      ListCandidacies(
        companyId: company, offerId: visit.asked("offerId", as: OfferID.self).value, state: state,
        pageToken: visit.pageToken))
    companyName = await known?.name
    companyLink = "/companies/\(company)"
    rows = page.items.map { item in
      let contact = item.candidate.map { ShownContact($0) }
      return Row(
        name: contact?.name, email: contact?.email, emailLink: contact?.emailLink, offerLink: "/offers/\(item.offerId)",
        offerName: item.offerTitle ?? visit.short(item.offerId), badge: visit.badge(item.state),
        transmitted: visit.clock.text(item.transmittedAt), summary: item.summary,
        close: item.state == .transmitted
          ? visit.form("qualification.close-candidacy", ["candidacyId": item.candidacyId.description]) : nil)
    }
    states =
      [ShownChoice(value: "", label: visit.word("interviews.any"), isChosen: state == nil)]
      + visit.choices(CandidacyState.allCases.map(\.rawValue), words: "interviews.candidacy-", chosen: state?.rawValue)
    isEmpty = rows.isEmpty
    pager = visit.pager(next: page.nextPageToken)
  }
}
