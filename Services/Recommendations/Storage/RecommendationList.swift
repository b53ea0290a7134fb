import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import Vocabulary

/// The list of recommendations, attributed last first (A1).
package struct RecommendationList: PagedList {
  package typealias Question = ListRecommendations

  package init() {}

  package static let source: Statement = "recommendations.recommendations recommendation"

  package static let columns: Statement = """
    recommendation.recommendation_id, recommendation.offer_id, recommendation.member_id, recommendation.candidate_id,
    recommendation.state, recommendation.attributed_at, recommendation.quote_level, recommendation.quote_cents,
    recommendation.quote_policy_version, recommendation.conflict_of_interest
    """

  package static let instant: Statement = "recommendation.attributed_at"
  package static let id: Statement = "recommendation.recommendation_id"

  package static let filters: [ListFilter<ListRecommendations>] =
    named + shared + RecommendationState.allCases.flatMap { filters(for: $0) }

  private static let named: [ListFilter<ListRecommendations>] = [
    ListFilter("member_id", \.memberId, "recommendation.member_id = q.member_id"),
    ListFilter("offer_id", \.offerId, "recommendation.offer_id = q.offer_id"),
    ListFilter("company_id", \.companyId, "recommendation.company_id = q.company_id"),
    ListFilter("candidate_id", \.candidateId, "recommendation.candidate_id = q.candidate_id"),
  ]

  /// "Is true" says nothing new, but in words of its own: an index that says the same is for this question alone.
  private static let shared: [ListFilter<ListRecommendations>] = [
    ListFilter(where: { !$0.names && $0.state == nil }, "(recommendation.state <> '') is true"),
    ListFilter(
      where: { ($0.offerId != nil || $0.companyId != nil) && ($0.state.map(isRare) ?? false) },
      "(recommendation.state in ('qualified', 'hired', 'hire-withdrawn', 'withdrawn', 'offer-closed')) is true"),
  ]

  /// A state alone is found by its index; of somebody who may have none of it, that index is not walked.
  private static func filters(for state: RecommendationState) -> [ListFilter<ListRecommendations>] {
    let condition = condition(for: state)
    return [
      ListFilter(where: { !$0.names && $0.state == state }, condition),
      ListFilter(where: { $0.names && $0.state == state }, "(\(fragment: condition)) is true"),
    ]
  }

  /// Whether few of all recommendations are in a state.
  private static func isRare(_ state: RecommendationState) -> Bool {
    switch state {
    case .attributed, .rejected, .transmitted: false
    case .qualified, .hired, .hireWithdrawn, .withdrawn, .offerClosed: true
    }
  }

  /// The state in words: the planner, which does not know what is bound, knows by them what is rare, and where it is found.
  private static func condition(for state: RecommendationState) -> Statement {
    switch state {
    case .attributed: "recommendation.state = 'attributed'"
    case .qualified: "recommendation.state = 'qualified'"
    case .rejected: "recommendation.state = 'rejected'"
    case .transmitted: "recommendation.state = 'transmitted'"
    case .hired: "recommendation.state = 'hired'"
    case .hireWithdrawn: "recommendation.state = 'hire-withdrawn'"
    case .withdrawn: "recommendation.state = 'withdrawn'"
    case .offerClosed: "recommendation.state = 'offer-closed'"
    }
  }

  package func item(_ row: Row, at now: Timestamp) throws -> ListedRecommendation {
    ListedRecommendation(
      recommendationId: try row["recommendation_id", as: RecommendationID.self],
      offerId: try row["offer_id", as: OfferID.self], memberId: try row["member_id", as: MemberID.self],
      candidateId: try row["candidate_id", as: CandidateID.self], state: try RecommendationStatements.state(row),
      at: try row["attributed_at", as: Timestamp.self], quote: try RecommendationStatements.quote(row),
      conflictOfInterest: try row["conflict_of_interest", as: Bool.self])
  }
}

extension ListRecommendations {
  /// Whether it names somebody or something whose recommendations it asks for.
  fileprivate var names: Bool { memberId != nil || offerId != nil || companyId != nil || candidateId != nil }
}
