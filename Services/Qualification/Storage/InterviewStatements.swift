import PostgreSQLClient
import QualificationDomain
import MessageHandling
import Vocabulary

/// What a decided interview is kept with.
struct DecidedInterview: Sendable {
  let interview: Interview
  let candidateInformed: Bool
  let summary: String?
  let reason: String?
  let interviewedAt: Timestamp
}

/// The statements about interviews.
///
/// Rows are taken in the order of their ids.
enum InterviewStatements {
  /// Which of these recommendations have an interview.
  static func known(_ recommendations: [RecommendationID]) -> Statement {
    "select recommendation_id from qualification.interviews where recommendation_id = any(\(recommendations))"
  }

  /// Opens interviews.
  static func insert(_ interviews: [Interview], requestedAt: Timestamp) -> Statement {
    """
    insert into qualification.interviews (
      recommendation_id, offer_id, company_id, member_id, candidate_id, requested_at
    )
    select recommendation_id, offer_id, company_id, member_id, candidate_id, \(requestedAt)
    from unnest(
      \(interviews.map(\.recommendationID)), \(interviews.map(\.offerID)), \(interviews.map(\.companyID)),
      \(interviews.map(\.memberID)), \(interviews.map(\.candidateID))
    ) as interview (recommendation_id, offer_id, company_id, member_id, candidate_id)
    order by recommendation_id
    """
  }

  /// Reads interviews and keeps others from deciding them.
  static func lock(_ recommendations: [RecommendationID]) -> Statement {
    """
    select recommendation_id, offer_id, company_id, member_id, candidate_id, outcome, candidacy_id
    from qualification.interviews
    where recommendation_id = any(\(recommendations))
    order by recommendation_id
    for update
    """
  }

  /// Decodes rows of `lock`.
  static func interviews(_ rows: ResultSet) throws -> [RecommendationID: Interview] {
    var interviews: [RecommendationID: Interview] = [:]
    for row in rows {
      let (id, offer, company, member, candidate, outcome, candidacy) = try row.decode(
        (RecommendationID, OfferID, CompanyID, MemberID, CandidateID, String?, CandidacyID?).self)
      interviews[id] = Interview(
        recommendationID: id, offerID: offer, companyID: company, memberID: member, candidateID: candidate,
        outcome: outcome.flatMap { Interview.Outcome(rawValue: $0) }, candidacyID: candidacy)
    }
    return interviews
  }

  /// Keeps how interviews ended.
  static func decide(_ decided: [DecidedInterview], at now: Timestamp) -> Statement {
    let interviews = decided.map(\.interview)
    return """
      update qualification.interviews interview
      set
        outcome = decided.outcome,
        candidate_informed = decided.candidate_informed,
        summary = decided.summary,
        reason = decided.reason,
        interviewed_at = decided.interviewed_at,
        decided_at = \(now),
        candidacy_id = decided.candidacy_id
      from unnest(
        \(interviews.map(\.recommendationID)), \(interviews.map(\.outcome?.rawValue)),
        \(decided.map(\.candidateInformed)), \(decided.map(\.summary)), \(decided.map(\.reason)),
        \(decided.map(\.interviewedAt)), \(interviews.map(\.candidacyID))
      ) as decided (
        recommendation_id, outcome, candidate_informed, summary, reason, interviewed_at, candidacy_id
      )
      where interview.recommendation_id = decided.recommendation_id
      """
  }
}
