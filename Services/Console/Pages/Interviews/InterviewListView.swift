import ConsoleDomain
import Messages
import Vocabulary

/// The list of interviews: who waits to be called stands there first.
struct InterviewListView: Sendable {
  /// One interview.
  struct Row: Sendable {
    let address: String
    let name: String?
    let phone: String?
    let phoneLink: String?
    let offerTitle: String
    let offerLink: String
    let badge: ShownBadge
    let requested: String
    let waiting: String?
    let isLong: Bool
    let isOwnCompany: Bool
  }

  let rows: [Row]
  let states: [ShownChoice]
  let orders: [ShownChoice]
  let offer: String
  /// Whether an id is given.
  let isNarrowed: Bool
  let offerIsBroken: Bool
  let isToCall: Bool
  let isEmpty: Bool
  let pager: PagerView?

  init(_ visit: Visit) async throws {
    let asked = visit.query["state"] ?? InterviewState.toCall.rawValue
    let state = InterviewState(rawValue: asked)
    let offer = visit.asked("offerId", as: OfferID.self)
    isToCall = state == .toCall
    // Who has waited longest comes first where somebody waits; else what happened last.
    let order =
      visit.query["order"].flatMap { ListOrder(rawValue: $0) } ?? (isToCall ? .oldestFirst : .newestFirst)
    let page = try await visit.ask(
      ListInterviews(state: state, offerId: offer.value, order: order, pageToken: visit.pageToken))
    let now = Timestamp.now
    rows = page.items.map { Row($0, visit, at: now) }
    states =
      [
        ShownChoice(value: "all", label: visit.word("interviews.any"), isChosen: state == nil)
      ] + visit.choices(InterviewState.allCases.map(\.rawValue), words: "interviews.state-", chosen: state?.rawValue)
    orders = [
      ShownChoice(
        value: ListOrder.oldestFirst.rawValue, label: visit.word("interviews.order-oldest"),
        isChosen: order == .oldestFirst),
      ShownChoice(
        value: ListOrder.newestFirst.rawValue, label: visit.word("interviews.order-newest"),
        isChosen: order == .newestFirst),
    ]
    self.offer = visit.given("offerId")
    isNarrowed = !self.offer.isEmpty
    offerIsBroken = offer.isBroken
    isEmpty = rows.isEmpty
    pager = visit.pager(next: page.nextPageToken)
  }
}

extension InterviewListView.Row {
  fileprivate init(_ item: ListedInterview, _ visit: Visit, at now: Timestamp) {
    let contact = item.candidate.map { ShownContact($0) }
    address = "/interviews/\(item.recommendationId)"
    name = contact?.name
    phone = contact?.phone
    phoneLink = contact?.phoneLink
    offerTitle = item.offerTitle ?? visit.short(item.offerId)
    offerLink = "/offers/\(item.offerId)"
    badge = visit.badge(item.state)
    requested = visit.clock.text(item.requestedAt)
    let waits = item.state == .toCall
    waiting = waits ? Elapsed.text(from: item.requestedAt, to: now, in: visit.language) : nil
    isLong = waits && Elapsed.isLong(from: item.requestedAt, to: now)
    isOwnCompany = item.conflictOfInterest
  }
}
