import MessageHandling
import Messages
import Paging
import PostgreSQLClient
import Vocabulary

/// The list of interviews, asked for last first (A1, Q1).
///
/// One for an offer that is filled or cancelled is called off, also where its recommendation went on to a hire and was not
/// ended (O8): nobody can record it any more.
package struct InterviewList: PagedList {
  package init() {}

  package typealias Question = ListInterviews

  package static let source: Statement = """
    qualification.interviews interview
    left join qualification.candidates candidate on candidate.recommendation_id = interview.recommendation_id
    left join qualification.recommendations known on known.recommendation_id = interview.recommendation_id
    left join qualification.offers offer on offer.offer_id = interview.offer_id
    """

  package static let columns: Statement = """
    interview.recommendation_id, interview.offer_id, offer.title, interview.outcome, interview.candidacy_id,
    interview.cancelled_because is not null or coalesce(offer.is_over, false) as is_called_off,
    interview.requested_at, interview.interviewed_at, interview.reason_code, interview.reason, interview.summary,
    interview.candidate_informed, interview.decided_at, interview.company_id, interview.member_id,
    interview.candidate_id,
    (
      select \(fragment: CandidacyList.state)
      from qualification.candidacies candidacy
      where candidacy.candidacy_id = interview.candidacy_id
    ) as candidacy_state,
    candidate.first_name, candidate.last_name, candidate.email, candidate.phone, candidate.linkedin_url,
    candidate.message, coalesce(known.is_own_company, false) as is_own_company
    """

  package static let instant: Statement = "interview.requested_at"
  package static let id: Statement = "interview.recommendation_id"

  package static func isOldestFirst(_ question: ListInterviews) -> Bool { question.order == .oldestFirst }

  package static let filters: [ListFilter<ListInterviews>] = [
    // Arrays of arrays there are none of: the ids come as one text.
    ListFilter(
      "recommendation_ids", { $0.recommendationIds?.map(\.description).joined(separator: " ") },
      "interview.recommendation_id = any(string_to_array(q.recommendation_ids, ' ')::uuid[])"),
    ListFilter("offer_id", { $0.offerId }, "interview.offer_id = q.offer_id"),
    // A word for each, so that the planner knows which are few.
    ListFilter(
      where: { $0.state == .toCall },
      "interview.outcome is null and interview.cancelled_because is null and offer.is_over is not true"),
    ListFilter(
      where: { $0.state == .cancelled },
      """
      interview.outcome is null and (
        interview.cancelled_because is not null or exists (
          select from qualification.offers ended where ended.offer_id = interview.offer_id and ended.is_over
        )
      )
      """),
    ListFilter(where: { $0.state == .rejected }, "interview.outcome = 'rejected'"),
    ListFilter(where: { $0.state == .qualified }, "interview.outcome = 'qualified' and interview.candidacy_id is null"),
    ListFilter(
      where: { $0.state == .transmitted }, "interview.outcome = 'qualified' and interview.candidacy_id is not null"),
  ]

  package func item(_ row: Row, at now: Timestamp) throws -> ListedInterview {
    ListedInterview(
      recommendationId: try row["recommendation_id", as: RecommendationID.self],
      offerId: try row["offer_id", as: OfferID.self], offerTitle: try row["title", as: String?.self],
      state: try state(row), requestedAt: try row["requested_at", as: Timestamp.self],
      candidate: try NamedCandidate(row), message: try row["message", as: String?.self],
      conflictOfInterest: try row["is_own_company", as: Bool.self],
      interviewedAt: try row["interviewed_at", as: Timestamp?.self],
      reasonCode: try row["reason_code", as: RejectionCode?.self], reason: try row["reason", as: String?.self],
      summary: try row["summary", as: String?.self],
      candidateInformed: try row["candidate_informed", as: Bool?.self],
      decidedAt: try row["decided_at", as: Timestamp?.self], companyId: try row["company_id", as: CompanyID.self],
      memberId: try row["member_id", as: MemberID.self], candidateId: try row["candidate_id", as: CandidateID.self],
      candidacyId: try row["candidacy_id", as: CandidacyID?.self],
      candidacyState: try row["candidacy_state", as: CandidacyState?.self])
  }

  package static func textSize(of item: ListedInterview) -> Int {
    [item.message, item.reason, item.summary].reduce(0) { $0 + ($1?.utf8.count ?? 0) }
  }

  private func state(_ row: Row) throws -> InterviewState {
    switch try row["outcome", as: String?.self] {
    case "rejected": .rejected
    case nil: try row["is_called_off", as: Bool.self] ? .cancelled : .toCall
    default: try row["candidacy_id", as: CandidacyID?.self] == nil ? .qualified : .transmitted
    }
  }
}

extension NamedCandidate {
  /// By the columns of `qualification.candidates`; nil where the candidate is not heard of yet.
  init?(_ row: Row) throws {
    guard let firstName = try row["first_name", as: String?.self] else { return nil }
    self.init(
      firstName: firstName, lastName: try row["last_name", as: String.self],
      email: try row["email", as: EmailAddress.self], phone: try row["phone", as: String?.self],
      linkedinUrl: try row["linkedin_url", as: String?.self])
  }
}
