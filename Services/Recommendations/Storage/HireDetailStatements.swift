import MessageHandling
import PostgreSQLClient
import RecommendationsDomain
import Vocabulary

/// All that is kept of one hire.
struct HireDetail: Sendable {
  let key: HireKey
  let hireID: HireID
  let heardAt: Timestamp
  let particulars: HireParticulars
  let recommendationID: RecommendationID?
  let memberID: MemberID?
  let failure: HireMatchesRecommendation.Failure?
  let attributedByHandBecause: String?
  let hiredAt: Timestamp?
  let startsAt: Timestamp?
  let reportedAsOf: Timestamp?
  let withdrawnAt: Timestamp?
  let withdrawnAsOf: Timestamp?
  let isInForce: Bool
}

/// The statements that read single hires; they hold nothing.
enum HireDetailStatements {
  /// The hires of these ids.
  static func find(_ hires: [HireID]) -> Statement {
    """
    select
      hire_id, source_system, application_id, heard_at, offer_id, offer_reference, company_id, candidate_id,
      candidacy_id, identity_keys, recommendation_id, member_id, unattributed_reason, attributed_by_hand_because,
      hired_at, starts_at, coalesce(reported_as_of, hired_at) as reported_as_of, withdrawn_at,
      coalesce(withdrawn_as_of, withdrawn_at) as withdrawn_as_of, holds
    from recommendations.hires
    where hire_id = any(\(hires))
    """
  }

  /// Decodes rows of `find`.
  static func hires(_ rows: ResultSet) throws -> [HireID: HireDetail] {
    Dictionary(try rows.map { try hire($0) }.map { ($0.hireID, $0) }) { first, _ in first }
  }

  private static func hire(_ row: Row) throws -> HireDetail {
    HireDetail(
      key: HireKey(
        sourceSystem: try row["source_system", as: String.self],
        applicationID: try row["application_id", as: String.self]),
      hireID: try row["hire_id", as: HireID.self],
      heardAt: try row["heard_at", as: Timestamp.self],
      particulars: HireParticulars(
        offerID: try row["offer_id", as: OfferID?.self],
        offerReference: try row["offer_reference", as: String?.self],
        companyID: try row["company_id", as: CompanyID?.self],
        candidateID: try row["candidate_id", as: CandidateID?.self],
        candidacyID: try row["candidacy_id", as: CandidacyID?.self],
        identityKeys: try row["identity_keys", as: [IdentityKey].self]),
      recommendationID: try row["recommendation_id", as: RecommendationID?.self],
      memberID: try row["member_id", as: MemberID?.self],
      failure: try row["unattributed_reason", as: String?.self].flatMap {
        HireMatchesRecommendation.Failure(rawValue: $0)
      },
      attributedByHandBecause: try row["attributed_by_hand_because", as: String?.self],
      hiredAt: try row["hired_at", as: Timestamp?.self],
      startsAt: try row["starts_at", as: Timestamp?.self],
      reportedAsOf: try row["reported_as_of", as: Timestamp?.self],
      withdrawnAt: try row["withdrawn_at", as: Timestamp?.self],
      withdrawnAsOf: try row["withdrawn_as_of", as: Timestamp?.self],
      isInForce: try row["holds", as: Bool.self])
  }

  /// Reports of these hires that a later withdrawal left without effect.
  static func outdated(of hires: [HireID]) -> Statement {
    """
    select hire_id, message_id, content
    from recommendations.outdated_hire_reports
    where hire_id = any(\(hires))
    """
  }

  /// Decodes rows of `outdated`.
  static func outdated(_ rows: ResultSet) throws -> [OutdatedReport] {
    try rows.decode((HireID, MessageID, String).self).map {
      OutdatedReport(hireID: $0, messageID: $1, content: $2)
    }
  }
}
