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
  let isOwnCompany: Bool
}

/// A state that a recommendation reached.
package struct ReachedState: Hashable, Sendable {
  let recommendationID: RecommendationID
  let state: RecommendationState
  let at: Timestamp
}

/// The statements about recommendations and how far they came.
enum RecommendationStatements {
  /// The slots that members have taken already (R1).
  static func slots(of members: [MemberID], for offers: [OfferID]) -> Statement {
    """
    select offer_id, member_id
    from recommendations.recommendations
    where member_id = any(\(members)) and offer_id = any(\(offers))
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
    """
    insert into recommendations.recommendations (
      recommendation_id, offer_id, company_id, member_id, sponsor_id, candidate_id, attributed_at, quote_level,
      quote_cents, quote_policy_version, conflict_of_interest
    )
    select * from unnest(
      \(recommendations.map(\.recommendationID)), \(recommendations.map(\.offerID)),
      \(recommendations.map(\.companyID)), \(recommendations.map(\.memberID)), \(recommendations.map(\.sponsorID)),
      \(recommendations.map(\.candidateID)), \(recommendations.map(\.attributedAt)),
      \(recommendations.map(\.quote.level)), \(recommendations.map(\.quote.amountCents)),
      \(recommendations.map(\.quote.policyVersion)), \(recommendations.map(\.isOwnCompany))
    ) as recommendation (
      recommendation_id, offer_id, company_id, member_id, sponsor_id, candidate_id, attributed_at, quote_level,
      quote_cents, quote_policy_version, conflict_of_interest
    )
    order by offer_id, member_id
    """
  }

  private static let columns: Statement = """
    recommendation_id, offer_id, company_id, member_id, sponsor_id, candidate_id, attributed_at, quote_level,
    quote_cents, quote_policy_version, conflict_of_interest
    """

  /// The recommendations of these ids.
  static func find(_ recommendations: [RecommendationID]) -> Statement {
    """
    select \(fragment: columns)
    from recommendations.recommendations
    where recommendation_id = any(\(recommendations))
    """
  }

  /// The recommendations of these ids, and of these candidates for these offers; takes hold of them, since several hires
  /// may be about one.
  static func lock(
    _ recommendations: [RecommendationID], offers: [OfferID] = [], candidates: [CandidateID] = []
  ) -> Statement {
    """
    select \(fragment: columns)
    from recommendations.recommendations
    where recommendation_id = any(\(recommendations))
      or offer_id = any(\(offers)) and candidate_id = any(\(candidates))
    order by recommendation_id
    for update
    """
  }

  /// Decodes rows of `find` and `lock`.
  static func recommendations(_ rows: ResultSet) throws -> [RecommendationID: AttributedRecommendation] {
    var recommendations: [RecommendationID: AttributedRecommendation] = [:]
    for row in rows {
      let (id, offer, company, member, sponsor, candidate, at, level, amount, version, isOwnCompany) = try row.decode(
        (
          RecommendationID, OfferID, CompanyID, MemberID, MemberID?, CandidateID, Timestamp, Level, Cents, Int, Bool
        ).self)
      recommendations[id] = AttributedRecommendation(
        recommendationID: id, offerID: offer, companyID: company, memberID: member, sponsorID: sponsor,
        candidateID: candidate, attributedAt: at,
        quote: Quote(level: level, amountCents: amount, policyVersion: version), isOwnCompany: isOwnCompany)
    }
    return recommendations
  }

  /// Keeps states that were reached; the same one again is no news.
  static func reach(_ states: Set<ReachedState>) -> Statement {
    let states = Array(states)
    return """
      insert into recommendations.recommendation_history (recommendation_id, state, at)
      select recommendation_id, state, at
      from unnest(
        \(states.map(\.recommendationID)), \(states.map(\.state.rawValue)), \(states.map(\.at))
      ) as reached (recommendation_id, state, at)
      order by recommendation_id, state, at
      on conflict do nothing
      """
  }

  /// The states that these recommendations reached.
  static func history(_ recommendations: [RecommendationID]) -> Statement {
    """
    select recommendation_id, state, at
    from recommendations.recommendation_history
    where recommendation_id = any(\(recommendations))
    """
  }

  /// Decodes rows of `history`; a state that this version does not know is left out.
  static func history(_ rows: ResultSet) throws -> [ReachedState] {
    try rows.decode((RecommendationID, String, Timestamp).self).compactMap { id, state, at in
      RecommendationState(rawValue: state).map { ReachedState(recommendationID: id, state: $0, at: at) }
    }
  }
}
