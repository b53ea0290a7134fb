import ConsoleDomain
import Hummingbird
import Messages
import Vocabulary

/// One offer: its waves over time, its facts, what can be done, who recommends.
enum OfferPage {
  static func show(_ visit: Visit) async throws -> Response {
    let id = try visit.identifier(at: "offer", of: OfferID.self)
    async let offer = visit.ask(GetOffer(offerId: id))
    async let forecast = visit.ask(GetWaveForecast(offerId: id))
    async let recommendations = visit.ask(ListRecommendations(offerId: id, pageSize: 10))
    let listed = try await recommendations
    async let namesAsked = ShownNames(visit, listed.items.map(\.recommendationId))
    async let membersAsked = ShownMembers(visit, listed.items.map(\.memberId))
    let (names, members) = await (namesAsked, membersAsked)
    let view = OfferView(
      try await offer, forecast: try await forecast, hasMore: listed.nextPageToken != nil,
      recommendations: listed.items.map { OfferView.Recommendation($0, names, members, visit) }, visit)
    return try visit.page("offer", title: try await offer.title, view)
  }
}

/// What the page of one offer shows.
struct OfferView: Sendable {
  /// A recommendation of the offer.
  struct Recommendation: Sendable {
    let id: String
    let name: String?
    let memberID: String
    let memberName: String
    let badge: ShownBadge
    let at: String
    let quote: String
    let hasConflict: Bool

    init(_ item: ListedRecommendation, _ names: ShownNames, _ members: ShownMembers, _ visit: Visit) {
      id = item.recommendationId.description
      name = names.candidate(of: item.recommendationId)
      memberID = item.memberId.description
      memberName = members.text(of: item.memberId, visit)
      badge = visit.badge(item.state)
      at = visit.clock.text(item.at)
      quote = visit.euros(item.quote.amountCents.rawValue)
      hasConflict = item.conflictOfInterest
    }
  }

  let id: String
  let title: String
  let row: OfferRow
  let description: [String]
  let reference: String?
  let published: String?
  let closes: String?
  let closesAtAll: Bool
  let closed: String?
  let paidWith: String?
  let waves: WavesView
  let hasRecommendations: Bool
  let hasMoreRecommendations: Bool
  let recommendations: [Recommendation]
  let isDraft: Bool
  let canBeDone: Bool
  let publish: FormView?
  let update: FormView?
  let closing: FormView?
  let close: FormView?
  let reopen: FormView?
  let why: WhyView
  let sectorOptions: String
  let zoneOptions: String

  init(
    _ offer: ListedOffer, forecast: GetWaveForecast.Result, hasMore: Bool, recommendations: [Recommendation],
    _ visit: Visit
  ) {
    let clock = visit.clock
    id = offer.offerId.description
    title = offer.title
    row = OfferRow(offer, visit)
    description = offer.description.split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    reference = offer.externalReference
    published = offer.publishedAt.map { clock.text($0) }
    closes = offer.state == .closed ? nil : offer.closesAt.map { clock.text($0) }
    closesAtAll = offer.state == .published && offer.closesAt == nil
    closed = offer.closedAt.map { clock.text($0) }
    paidWith = offer.paidWith.map { OfferWords.payment($0).text(in: visit.language) }
    waves = WavesView(offer, forecast: forecast, visit)
    hasRecommendations = !recommendations.isEmpty
    hasMoreRecommendations = hasMore
    self.recommendations = recommendations
    isDraft = offer.state == .draft
    let forms = OfferActions(offer, visit)
    publish = forms.publish
    update = forms.update
    closing = forms.closing
    close = forms.close
    reopen = forms.reopen
    canBeDone = [publish, update, closing, close, reopen].contains { $0 != nil }
    why = WhyView(offerID: id, formToken: visit.session.formToken)
    sectorOptions = isDraft ? CodeSuggestions.sectors(in: visit.language) : ""
    zoneOptions = isDraft ? CodeSuggestions.zones(in: visit.language) : ""
  }
}

extension String {
  /// The end of an id, which tells two of them apart at a look.
  var shortID: String { "…" + suffix(8) }
}
