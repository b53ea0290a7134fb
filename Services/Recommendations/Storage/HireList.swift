import Messages
import Paging
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Hires as other systems reported them, heard of last first (A1).
package struct HireList: PagedList {
  package init() {}

  package static let source: Statement = """
    recommendations.hires h
    left join recommendations.recommendations r on r.recommendation_id = h.recommendation_id
    """

  package static let columns: Statement = """
    h.hire_id, h.source_system, h.application_id, coalesce(h.offer_id, r.offer_id) as offer_id, h.offer_reference,
    h.company_id, h.recommendation_id, h.unattributed_reason, h.hired_at, h.withdrawn_at, h.holds
    """

  package static let instant: Statement = "h.heard_at"
  package static let id: Statement = "h.hire_id"

  /// A reason is that of a hire that is not attributed: asked for together, the one goes without saying, or nothing is.
  package static let filters: [ListFilter<ListHires>] =
    [
      ListFilter(where: { $0.outcome == .attributed && $0.reason == nil }, "h.recommendation_id is not null"),
      ListFilter(where: { $0.outcome == .unattributed && $0.reason == nil }, "h.recommendation_id is null"),
      ListFilter(where: { $0.outcome == .attributed && $0.reason != nil }, "false"),
      // The range says nothing more, but to the planner, which would take a system of unknown name for half of all hires and
      // look for those of a rare one among all.
      ListFilter(
        "source_system", \.sourceSystem,
        """
        h.source_system = q.source_system
          and h.source_system >= q.source_system and h.source_system <= q.source_system
        """),
      ListFilter("member_id", \.memberId, "h.member_id = q.member_id"),
      ListFilter("recommendation_id", \.recommendationId, "h.recommendation_id = q.recommendation_id"),
      ListFilter(where: { $0.inForce == true }, "h.holds"),
      ListFilter(where: { $0.inForce == false }, "not h.holds"),
    ] + UnattributedReason.allCases.map { filter(by: $0) }

  /// The word stands in the condition: how rare it is, the planner knows only of words that it sees.
  private static func filter(by reason: UnattributedReason) -> ListFilter<ListHires> {
    let word: Statement =
      switch reason {
      case .offerUnknown: "'offer-unknown'"
      case .candidateUnknown: "'candidate-unknown'"
      case .noRecommendationForOffer: "'no-recommendation-for-offer'"
      case .hiredBeforeRecommendation: "'hired-before-recommendation'"
      case .detached: "'detached'"
      }
    return ListFilter(
      where: { $0.reason == reason && $0.outcome != .attributed }, "h.unattributed_reason = \(fragment: word)")
  }

  package func item(_ row: Row, at now: Timestamp) throws -> ListedHire {
    let recommendation = try row["recommendation_id", as: RecommendationID?.self]
    return ListedHire(
      hireId: try row["hire_id", as: HireID.self],
      sourceSystem: try row["source_system", as: String.self],
      applicationId: try row["application_id", as: String.self],
      offerId: try row["offer_id", as: OfferID?.self],
      offerReference: try row["offer_reference", as: String?.self],
      companyId: try row["company_id", as: CompanyID?.self],
      outcome: recommendation == nil ? .unattributed : .attributed,
      reason: try row["unattributed_reason", as: String?.self].flatMap { UnattributedReason(rawValue: $0) },
      hiredAt: try row["hired_at", as: Timestamp?.self],
      withdrawnAt: try row["withdrawn_at", as: Timestamp?.self],
      inForce: try row["holds", as: Bool.self],
      recommendationId: recommendation)
  }
}
