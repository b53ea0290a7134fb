import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// The list of offers.
enum OfferList {
  /// What the page shows.
  struct View: Sendable {
    /// One of the states to choose from.
    struct Choice: Sendable {
      let value: String
      let label: String
      let isChosen: Bool
    }

    let states: [Choice]
    let sector: String
    let sectorDefect: String?
    let zone: String
    let zoneDefect: String?
    let company: CompanyMark?
    let isFiltered: Bool
    let mayPublish: Bool
    let newAddress: String
    let hasItems: Bool
    let items: [OfferRow]
    let pager: PagerView?
    let sectorOptions: String
    let zoneOptions: String
  }

  /// A company, by its name.
  struct CompanyMark: Sendable {
    let id: String
    let name: String
  }

  static func show(_ visit: Visit) async throws -> Response {
    let state = visit.query["state"].flatMap { OfferState(rawValue: $0) }
    let (sectorText, zoneText) = (visit.code("sector"), visit.code("zone"))
    let (sector, zone) = (SectorCode(sectorText), ZoneCode(zoneText))
    let isBadSector = !sectorText.isEmpty && sector == nil
    let isBadZone = !zoneText.isEmpty && zone == nil
    let companyID = visit.query["company"].flatMap { CompanyID($0) }
    async let company = name(of: companyID, visit)
    let page =
      isBadSector || isBadZone
      ? Page([])
      : try await visit.ask(
        ListOffers(
          companyId: companyID, state: state, sector: sector, zone: zone, pageSize: 50, pageToken: visit.pageToken))
    let view = View(
      states: OfferState.allCases.map {
        .init(
          value: $0.rawValue, label: OfferWords.state($0).text(in: visit.language).capitalizedFirst,
          isChosen: $0 == state)
      },
      sector: sectorText, sectorDefect: isBadSector ? visit.word("offers.bad-sector") : nil,
      zone: zoneText, zoneDefect: isBadZone ? visit.word("offers.bad-zone") : nil,
      company: try await company, isFiltered: !visit.query.filter { !$0.value.isEmpty && $0.key != "page" }.isEmpty,
      mayPublish: visit.may(PublishOffer.messageType.routingKey),
      newAddress: "/offers/new" + (companyID.map { "?company=\($0)" } ?? ""),
      hasItems: !page.items.isEmpty, items: page.items.map { OfferRow($0, visit) },
      pager: visit.pager(next: page.nextPageToken), sectorOptions: CodeSuggestions.sectors(in: visit.language),
      zoneOptions: CodeSuggestions.zones(in: visit.language))
    return try visit.page("offers", title: "offers.title", view)
  }

  private static func name(of id: CompanyID?, _ visit: Visit) async throws -> CompanyMark? {
    guard let id else { return nil }
    return CompanyMark(id: id.description, name: try await visit.ask(GetCompany(companyId: id)).name)
  }
}

/// An offer in a list.
struct OfferRow: Sendable {
  let id: String
  let title: String
  let companyID: String
  let companyName: String
  let sector: String
  let zone: String
  let state: StateMark
  let published: String?
  let closes: String?

  init(_ offer: ListedOffer, _ visit: Visit) {
    id = offer.offerId.description
    title = offer.title
    companyID = offer.companyId.description
    companyName = offer.companyName
    sector = SectorNames.text(offer.sector, in: visit.language)
    zone = ZoneNames.text(offer.zone, in: visit.language)
    state = StateMark(offer, visit.language)
    published = offer.publishedAt.map { visit.clock.text(visit.clock.day(of: $0)) }
    closes = (offer.closedAt ?? offer.closesAt).map { visit.clock.text(visit.clock.day(of: $0)) }
  }
}

/// How far an offer came, as a badge; closed, with why.
struct StateMark: Sendable {
  let kind: String
  let text: String

  init(_ offer: ListedOffer, _ language: Language) {
    kind =
      switch offer.state {
      case .draft: "wait"
      case .published: "good"
      case .closed: "quiet"
      }
    let reason = offer.reason.map { " · " + OfferWords.reason($0).text(in: language) } ?? ""
    text = OfferWords.state(offer.state).text(in: language) + reason
  }
}

extension Visit {
  /// A code as somebody typed it into a filter: without the name behind it, in capitals.
  func code(_ name: String) -> String {
    (query[name] ?? "").trimmingCharacters.prefix { $0 != " " }.uppercased()
  }
}

extension String {
  /// The text with a capital at its beginning.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
