import PostgreSQLClient
import Vocabulary

/// Recommendations that hires belong to, or may: by their ids, and of some candidates for some offers.
package struct MeantRecommendations: Sendable {
  /// Those that are known by id.
  var ids: [RecommendationID] = []
  /// The offers of further ones.
  var offers: [OfferID] = []
  /// Their candidates.
  var candidates: [CandidateID] = []

  /// The query for their ids, to be put into another one.
  ///
  /// They are looked up by the candidate, who has few, while an offer may have many. "Is true" keeps the offers out of that:
  /// an index asked for two lists is asked for each pair of them.
  var query: Statement {
    """
    select unnest(\(ids)) as recommendation_id
    union
    select recommendation_id
    from recommendations.recommendations
    where candidate_id = any(\(candidates)) and (offer_id in (select unnest(\(offers)))) is true
    """
  }
}
