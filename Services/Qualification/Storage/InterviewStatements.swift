import MessageHandling
import PostgreSQLClient
import QualificationDomain
import Vocabulary

/// What a decided interview is kept with.
struct DecidedInterview: Sendable {
  let interview: Interview
  let decision: Interview.Decision
  /// What the company may read; kept as it was where absent.
  let summary: String?
  /// Why the candidate was rejected, in words that staff alone read (Q4).
  let reason: String?
  /// When it was held; kept as it was where absent.
  let interviewedAt: Timestamp?
}

/// The statements about interviews.
///
/// Rows are taken in the order of their ids, those of `RecommendationStatements` before these.
enum InterviewStatements {
  /// Which of these recommendations have an interview.
  static func known(_ recommendations: [RecommendationID]) -> Statement {
    "select recommendation_id from qualification.interviews where recommendation_id = any(\(recommendations))"
  }

  /// Opens interviews.
  static func insert(_ interviews: [Interview], requestedAt: Timestamp) -> Statement {
    """
    insert into qualification.interviews (
      recommendation_id, offer_id, company_id, member_id, candidate_id, cancelled_because, requested_at
    )
    select recommendation_id, offer_id, company_id, member_id, candidate_id, cancelled_because, \(requestedAt)
    from unnest(
      \(interviews.map(\.recommendationID)), \(interviews.map(\.offerID)), \(interviews.map(\.companyID)),
      \(interviews.map(\.memberID)), \(interviews.map(\.candidateID)), \(interviews.map(\.cancellation?.rawValue))
    ) as interview (recommendation_id, offer_id, company_id, member_id, candidate_id, cancelled_because)
    order by recommendation_id
    """
  }

  /// Reads interviews and keeps others from deciding them.
  static func lock(_ recommendations: [RecommendationID]) -> Statement {
    """
    select
      recommendation_id, offer_id, company_id, member_id, candidate_id, outcome, reason_code, candidate_informed,
      revision, candidacy_id, cancelled_because, summary
    from qualification.interviews
    where recommendation_id = any(\(recommendations))
    order by recommendation_id
    for update
    """
  }

  /// The offers of some interviews that are filled or cancelled.
  ///
  /// Asked after `lock`, so that an end that was committed while it waited is seen.
  static func offersThatAreOver(_ recommendations: [RecommendationID]) -> Statement {
    """
    select distinct offer.offer_id
    from qualification.interviews interview
    join qualification.offers offer on offer.offer_id = interview.offer_id and offer.is_over
    where interview.recommendation_id = any(\(recommendations))
    """
  }

  /// Decodes rows of `lock` and of `offersThatAreOver`.
  static func interviews(_ rows: ResultSet, over: ResultSet) throws -> [RecommendationID: Interview] {
    let over = Set(try over.decode(OfferID.self))
    var interviews: [RecommendationID: Interview] = [:]
    for row in rows {
      let id = try row["recommendation_id", as: RecommendationID.self]
      let offer = try row["offer_id", as: OfferID.self]
      let outcome = try row["outcome", as: String?.self].flatMap { Interview.Outcome(rawValue: $0) }
      let isInformed = try row["candidate_informed", as: Bool?.self] ?? false
      let code = try row["reason_code", as: RejectionCode?.self]
      interviews[id] = Interview(
        recommendationID: id, offerID: offer, companyID: try row["company_id", as: CompanyID.self],
        memberID: try row["member_id", as: MemberID.self], candidateID: try row["candidate_id", as: CandidateID.self],
        decision: outcome.map { Interview.Decision($0, reasonCode: code, candidateInformed: isInformed) },
        // A program of before there were corrections counted nothing.
        revision: max(try row["revision", as: Int.self], outcome == nil ? 0 : 1),
        candidacyID: try row["candidacy_id", as: CandidacyID?.self],
        cancellation: try row["cancelled_because", as: String?.self].flatMap { Interview.Cancellation(rawValue: $0) },
        offerIsOver: over.contains(offer))
    }
    return interviews
  }

  /// Decodes what companies may read of the rows of `lock`.
  static func summaries(_ rows: ResultSet) throws -> [RecommendationID: String] {
    var summaries: [RecommendationID: String] = [:]
    for row in rows {
      summaries[try row["recommendation_id", as: RecommendationID.self]] = try row["summary", as: String?.self]
    }
    return summaries
  }

  /// Keeps how interviews ended.
  static func decide(_ decided: [DecidedInterview], at now: Timestamp) -> Statement {
    let interviews = decided.map(\.interview)
    return """
      update qualification.interviews interview
      set
        outcome = decided.outcome,
        reason_code = decided.reason_code,
        candidate_informed = decided.candidate_informed,
        summary = coalesce(decided.summary, interview.summary),
        reason = decided.reason,
        interviewed_at = coalesce(decided.interviewed_at, interview.interviewed_at),
        decided_at = \(now),
        revision = decided.revision,
        candidacy_id = decided.candidacy_id
      from unnest(
        \(interviews.map(\.recommendationID)), \(decided.map(\.decision.outcome.rawValue)),
        \(decided.map(\.decision.reasonCode)), \(decided.map(\.decision.candidateInformed)),
        \(decided.map(\.summary)), \(decided.map(\.reason)), \(decided.map(\.interviewedAt)),
        \(interviews.map(\.revision)), \(interviews.map(\.candidacyID))
      ) as decided (
        recommendation_id, outcome, reason_code, candidate_informed, summary, reason, interviewed_at, revision,
        candidacy_id
      )
      where interview.recommendation_id = decided.recommendation_id
      """
  }

  /// Notes that interviews are not to be held any more; what is decided stays.
  static func cancel(_ cancellations: [RecommendationID: Interview.Cancellation]) -> Statement {
    let sorted = cancellations.sorted { $0.key < $1.key }
    return """
      update qualification.interviews interview
      set cancelled_because = cancelled.cancelled_because
      from unnest(\(sorted.map(\.key)), \(sorted.map(\.value.rawValue)))
        as cancelled (recommendation_id, cancelled_because)
      where interview.recommendation_id = cancelled.recommendation_id
        and interview.outcome is null and interview.cancelled_because is null
      """
  }
}
