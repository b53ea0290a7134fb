import Messages
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// A recommendation as it was attributed.
package struct AttributedRecommendation: Sendable {
  let recommendationID: RecommendationID
  let offerID: OfferID
  let companyID: CompanyID
  let memberID: MemberID
  let sponsorID: MemberID?
  let candidateID: CandidateID
  let attributedAt: Timestamp
  let quote: Quote
  /// Who the member worked for then, as far as employers are compared (R6).
  let memberEmployer: Employer?
  /// Whether candidate and member have the same employer (R6).
  var flag: OwnCompanyFlag

  /// How far it came.
  var state = RecommendationState.attributed

  /// Whether they have.
  var isOwnCompany: Bool { flag.isOwnCompany }
}

/// The statements about recommendations.
enum RecommendationStatements {
  /// The slots that members have taken already (R1), less what they took back (R9).
  static func slots(of members: [MemberID], for offers: [OfferID]) -> Statement {
    """
    select offer_id, member_id
    from recommendations.recommendations
    where member_id = any(\(members)) and offer_id = any(\(offers)) and withdrawn_at is null
    """
  }

  /// Decodes rows of `slots`.
  static func slots(_ rows: ResultSet) throws -> Set<OneCandidatePerOfferAndMember.Slot> {
    Set(try rows.decode((OfferID, MemberID).self).map { .init(offerID: $0, memberID: $1) })
  }

  /// Which of these ids are recommendations.
  static func known(_ recommendations: [RecommendationID]) -> Statement {
    "select recommendation_id from recommendations.recommendations where recommendation_id = any(\(recommendations))"
  }

  /// Keeps attributed recommendations.
  static func insert(_ recommendations: [AttributedRecommendation]) -> Statement {
    let employers = recommendations.map(\.memberEmployer)
    return """
      insert into recommendations.recommendations (
        recommendation_id, offer_id, company_id, member_id, sponsor_id, candidate_id, attributed_at, quote_level,
        quote_cents, quote_policy_version, conflict_of_interest, member_employer_name, member_employer_siren
      )
      select * from unnest(
        \(recommendations.map(\.recommendationID)), \(recommendations.map(\.offerID)),
        \(recommendations.map(\.companyID)), \(recommendations.map(\.memberID)), \(recommendations.map(\.sponsorID)),
        \(recommendations.map(\.candidateID)), \(recommendations.map(\.attributedAt)),
        \(recommendations.map(\.quote.level)), \(recommendations.map(\.quote.amountCents)),
        \(recommendations.map(\.quote.policyVersion)), \(recommendations.map(\.isOwnCompany)),
        \(employers.map { $0.map { EmployerName.normalised($0.name) } ?? "" }), \(employers.map { $0?.siren?.rawValue })
      ) as recommendation (
        recommendation_id, offer_id, company_id, member_id, sponsor_id, candidate_id, attributed_at, quote_level,
        quote_cents, quote_policy_version, conflict_of_interest, member_employer_name, member_employer_siren
      )
      order by offer_id, member_id
      """
  }

  /// An employer that was not kept with the recommendation is the one that is known of the member now.
  private static let columns: Statement = """
    recommendation_id, offer_id, company_id, member_id, sponsor_id, candidate_id, attributed_at, quote_level,
    quote_cents, quote_policy_version, conflict_of_interest, conflict_revision, conflict_source, employer_stated_at,
    state,
    coalesce(
      member_employer_name,
      (select employer_name from recommendations.members member where member.member_id = recommendation.member_id)
    ) as member_employer_name,
    case when member_employer_name is not null then member_employer_siren else
      (select employer_siren from recommendations.members member where member.member_id = recommendation.member_id)
    end as member_employer_siren
    """

  /// The recommendations of these ids.
  static func find(_ recommendations: [RecommendationID]) -> Statement {
    """
    select \(fragment: columns)
    from recommendations.recommendations recommendation
    where recommendation_id = any(\(recommendations))
    """
  }

  /// The recommendations of these ids; takes hold of them, since several hires may be about one.
  static func lock(_ recommendations: [RecommendationID]) -> Statement {
    lock("select unnest(\(recommendations))")
  }

  /// The same of those whose ids a query gives.
  static func lock(_ recommendations: Statement) -> Statement {
    """
    select \(fragment: columns)
    from recommendations.recommendations recommendation
    where recommendation_id = any(array(\(fragment: recommendations)))
    order by recommendation_id
    for update
    """
  }

  /// Decodes rows of `find` and `lock`.
  static func recommendations(_ rows: ResultSet) throws -> [RecommendationID: AttributedRecommendation] {
    var recommendations: [RecommendationID: AttributedRecommendation] = [:]
    for row in rows {
      let id = try row["recommendation_id", as: RecommendationID.self]
      recommendations[id] = AttributedRecommendation(
        recommendationID: id,
        offerID: try row["offer_id", as: OfferID.self],
        companyID: try row["company_id", as: CompanyID.self],
        memberID: try row["member_id", as: MemberID.self],
        sponsorID: try row["sponsor_id", as: MemberID?.self],
        candidateID: try row["candidate_id", as: CandidateID.self],
        attributedAt: try row["attributed_at", as: Timestamp.self],
        quote: try quote(row),
        memberEmployer: try memberEmployer(row),
        flag: try flag(row),
        state: try state(row))
    }
    return recommendations
  }

  /// Decodes how far a recommendation came.
  static func state(_ row: Row) throws -> RecommendationState {
    RecommendationState(rawValue: try row["state", as: String.self]) ?? .attributed
  }

  /// Decodes what a hire pays.
  static func quote(_ row: Row) throws -> Quote {
    Quote(
      level: try row["quote_level", as: Level.self], amountCents: try row["quote_cents", as: Cents.self],
      policyVersion: try row["quote_policy_version", as: Int.self])
  }

  private static func memberEmployer(_ row: Row) throws -> Employer? {
    guard let name = try row["member_employer_name", as: String?.self] else { return nil }
    let siren = try row["member_employer_siren", as: String?.self]
    return Employer(name: name, siren: siren.flatMap { SIREN($0) })
  }

  private static func flag(_ row: Row) throws -> OwnCompanyFlag {
    OwnCompanyFlag(
      isOwnCompany: try row["conflict_of_interest", as: Bool.self],
      revision: try row["conflict_revision", as: Int.self],
      source: try row["conflict_source", as: ConflictSource.self],
      statedAt: try row["employer_stated_at", as: Timestamp?.self])
  }

  /// Writes down whether employers are the same, of recommendations that `lock` holds.
  static func setFlags(_ recommendations: [AttributedRecommendation]) -> Statement {
    let flags = recommendations.map(\.flag)
    return """
      update recommendations.recommendations recommendation
      set
        conflict_of_interest = news.conflict_of_interest,
        conflict_revision = news.conflict_revision,
        conflict_source = news.conflict_source,
        employer_stated_at = news.employer_stated_at
      from unnest(
        \(recommendations.map(\.recommendationID)), \(flags.map(\.isOwnCompany)), \(flags.map(\.revision)),
        \(flags.map(\.source)), \(flags.map(\.statedAt))
      ) as news (
        recommendation_id, conflict_of_interest, conflict_revision, conflict_source, employer_stated_at
      )
      where recommendation.recommendation_id = news.recommendation_id
      """
  }

  /// Notes that members took these back, of which `lock` holds the rows: their slots are free (R9).
  static func withdraw(_ recommendations: [RecommendationID], at now: Timestamp) -> Statement {
    """
    update recommendations.recommendations
    set withdrawn_at = \(now)
    where recommendation_id = any(\(recommendations))
    """
  }
}
