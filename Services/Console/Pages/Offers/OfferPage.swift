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
    let view = OfferView(
      try await offer, forecast: try await forecast, recommendations: try await recommendations, visit)
    return try visit.page("offer", title: try await offer.title, view)
  }
}

/// What the page of one offer shows.
struct OfferView: Sendable {
  /// A recommendation of the offer.
  struct Recommendation: Sendable {
    let id: String
    let shortID: String
    let memberID: String
    let shortMemberID: String
    let state: String
    let kind: String
    let at: String
    let quote: String
    let hasConflict: Bool
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
    _ offer: ListedOffer, forecast: GetWaveForecast.Result, recommendations: Page<ListedRecommendation>, _ visit: Visit
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
    hasRecommendations = !recommendations.items.isEmpty
    hasMoreRecommendations = recommendations.nextPageToken != nil
    self.recommendations = recommendations.items.map { Self.recommendation($0, visit) }
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

  private static func recommendation(_ item: ListedRecommendation, _ visit: Visit) -> Recommendation {
    Recommendation(
      id: item.recommendationId.description, shortID: item.recommendationId.description.shortID,
      memberID: item.memberId.description, shortMemberID: item.memberId.description.shortID,
      state: OfferWords.recommendation(item.state).text(in: visit.language), kind: kind(item.state),
      at: visit.clock.text(item.at), quote: visit.euros(item.quote.amountCents.rawValue),
      hasConflict: item.conflictOfInterest)
  }

  private static func kind(_ state: RecommendationState) -> String {
    switch state {
    case .attributed: "wait"
    case .qualified, .transmitted, .hired: "good"
    case .rejected, .hireWithdrawn: "bad"
    case .withdrawn, .offerClosed: "quiet"
    }
  }
}

extension String {
  /// The end of an id, which tells two of them apart at a look.
  var shortID: String { "…" + suffix(8) }
}
