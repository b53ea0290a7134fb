import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// Who was told of an offer, and who will be, wave by wave.
enum OfferPeople {
  /// What the page shows.
  struct View: Sendable {
    /// A member.
    struct Row: Sendable {
      let memberID: String
      let name: String
      let level: String
      let wave: Int
      let at: String
      let kind: String
      let state: String
      let why: String
    }

    let id: String
    let title: String
    let wave: String
    let states: [OfferList.View.Choice]
    let isFiltered: Bool
    let hasItems: Bool
    let items: [Row]
    let pager: PagerView?
    let why: WhyView
  }

  static func show(_ visit: Visit) async throws -> Response {
    let id = try visit.identifier(at: "offer", of: OfferID.self)
    let state = visit.query["state"].flatMap { SolicitationState(rawValue: $0) }
    let wave = visit.query["wave"].flatMap { Int($0) }.flatMap { $0 > 0 && $0 <= Int(Int32.max) ? $0 : nil }
    async let offer = visit.ask(GetOffer(offerId: id))
    let page = try await visit.ask(
      ListSolicitations(offerId: id, wave: wave, state: state, pageSize: 50, pageToken: visit.pageToken))
    let members = await ShownMembers(visit, page.items.map(\.memberId))
    let view = View(
      id: id.description, title: try await offer.title, wave: wave.map(String.init) ?? "",
      states: SolicitationState.allCases.map {
        .init(
          value: $0.rawValue, label: OfferWords.solicitation($0).text(in: visit.language).capitalizedFirst,
          isChosen: $0 == state)
      },
      isFiltered: wave != nil || state != nil, hasItems: !page.items.isEmpty,
      items: page.items.map { row($0, of: id, members, visit) }, pager: visit.pager(next: page.nextPageToken),
      why: WhyView(offerID: id.description, formToken: visit.session.formToken))
    return try visit.page("offer-people", title: "offers.people", view)
  }

  private static func row(
    _ item: ListedSolicitation, of offer: OfferID, _ members: ShownMembers, _ visit: Visit
  ) -> View.Row {
    View.Row(
      memberID: item.memberId.description, name: members.text(of: item.memberId, visit),
      level: OfferWords.level(item.level).text(in: visit.language),
      wave: item.wave, at: visit.clock.text(item.at), kind: item.state == .solicited ? "good" : "wait",
      state: OfferWords.solicitation(item.state).text(in: visit.language),
      why: "/offers/\(offer)/members/\(item.memberId)")
  }
}
