import ConsoleDomain
import Messages
import Vocabulary

/// The list of recommendations.
struct RecommendationListView: Sendable {
  /// One recommendation.
  struct Row: Sendable {
    let address: String
    let name: String?
    let offerTitle: String
    let offerLink: String
    let memberName: String
    let memberLink: String
    let badge: ShownBadge
    let at: String
    let amount: String
    let isOwnCompany: Bool
  }

  /// A filter by an id.
  struct Field: Sendable {
    let name: String
    let label: String
    let value: String
  }

  let rows: [Row]
  let states: [ShownChoice]
  let fields: [Field]
  /// Whether one of the ids is given.
  let isNarrowed: Bool
  let isBroken: Bool
  let isEmpty: Bool
  let pager: PagerView?

  init(_ visit: Visit) async throws {
    let state = visit.query["state"].flatMap { RecommendationState(rawValue: $0) }
    let member = visit.asked("memberId", as: MemberID.self)
    let offer = visit.asked("offerId", as: OfferID.self)
    let company = visit.asked("companyId", as: CompanyID.self)
    let candidate = visit.asked("candidateId", as: CandidateID.self)
    let page = try await visit.ask(
      ListRecommendations(
        memberId: member.value, offerId: offer.value, companyId: company.value, candidateId: candidate.value,
        state: state, pageToken: visit.pageToken))
    async let namesAsked = ShownNames(visit, page.items.map(\.recommendationId))
    async let membersAsked = ShownMembers(visit, page.items.map(\.memberId))
    let (names, members) = await (namesAsked, membersAsked)
    rows = page.items.map { item in
      Row(
        address: "/recommendations/\(item.recommendationId)", name: names.candidate(of: item.recommendationId),
        offerTitle: names.offer(of: item.recommendationId) ?? visit.short(item.offerId),
        offerLink: "/offers/\(item.offerId)", memberName: members.text(of: item.memberId, visit),
        memberLink: "/members/\(item.memberId)", badge: visit.badge(item.state), at: visit.clock.text(item.at),
        amount: visit.euros(item.quote.amountCents.rawValue), isOwnCompany: item.conflictOfInterest)
    }
    states =
      [ShownChoice(value: "", label: visit.word("recommendations.any"), isChosen: state == nil)]
      + visit.choices(
        RecommendationState.allCases.map(\.rawValue), words: "recommendations.state-", chosen: state?.rawValue)
    fields = ["member", "offer", "company", "candidate"].map { name in
      Field(
        name: "\(name)Id", label: visit.word("recommendations.\(name)-id"), value: visit.given("\(name)Id"))
    }
    isNarrowed = fields.contains { !$0.value.isEmpty }
    isBroken = member.isBroken || offer.isBroken || company.isBroken || candidate.isBroken
    isEmpty = rows.isEmpty
    pager = visit.pager(next: page.nextPageToken)
  }
}
