import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import Vocabulary

/// The list of the candidates that a company got, the newest first; nothing of who recommended (A1, M8).
///
/// A company's own are few beside all, so their states need no index.
package struct CandidacyList: PagedList {
  package init() {}

  package typealias Question = ListCandidacies

  package static let source: Statement = """
    qualification.candidacies candidacy
    left join qualification.candidates candidate on candidate.recommendation_id = candidacy.recommendation_id
    left join qualification.offers offer on offer.offer_id = candidacy.offer_id
    """

  private static let isHired: Statement = """
    exists (
      select from qualification.hires hire
      where hire.recommendation_id = candidacy.recommendation_id and hire.is_in_force
    )
    """

  /// What became of a candidacy, in a word: who is hired is, whatever was said before.
  static let state: Statement = """
    case
      when \(fragment: isHired) then 'hired'
      when candidacy.withdrawn_at is not null then 'withdrawn'
      when candidacy.closed_at is not null then 'not-retained'
      else 'transmitted'
    end
    """

  package static let columns: Statement = """
    candidacy.candidacy_id, candidacy.offer_id, candidacy.transmitted_at, candidacy.summary,
    \(fragment: state) as state, candidate.first_name, candidate.last_name, candidate.email, candidate.phone,
    candidate.linkedin_url, offer.title
    """

  package static let instant: Statement = "candidacy.transmitted_at"
  package static let id: Statement = "candidacy.candidacy_id"

  package static let filters: [ListFilter<ListCandidacies>] = [
    ListFilter("company_id", { $0.companyId }, "candidacy.company_id = q.company_id"),
    ListFilter("offer_id", { $0.offerId }, "candidacy.offer_id = q.offer_id"),
    // As `state` tells them: who is hired is, whatever was said before.
    ListFilter(where: { $0.state == .hired }, isHired),
    ListFilter(
      where: { $0.state == .withdrawn }, "candidacy.withdrawn_at is not null and not \(fragment: isHired)"),
    ListFilter(
      where: { $0.state == .notRetained },
      "candidacy.withdrawn_at is null and candidacy.closed_at is not null and not \(fragment: isHired)"),
    ListFilter(
      where: { $0.state == .transmitted },
      "candidacy.withdrawn_at is null and candidacy.closed_at is null and not \(fragment: isHired)"),
  ]

  package func item(_ row: Row, at now: Timestamp) throws -> ListedCandidacy {
    ListedCandidacy(
      candidacyId: try row["candidacy_id", as: CandidacyID.self], offerId: try row["offer_id", as: OfferID.self],
      state: try row["state", as: CandidacyState.self], transmittedAt: try row["transmitted_at", as: Timestamp.self],
      candidate: try NamedCandidate(row), summary: try row["summary", as: String?.self],
      offerTitle: try row["title", as: String?.self])
  }

  package static func textSize(of item: ListedCandidacy) -> Int { item.summary?.utf8.count ?? 0 }
}

extension CandidacyState: PostgreSQLDecodable {}
