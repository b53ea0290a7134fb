import MessageHandling
import PostgreSQLClient
import QualificationDomain
import Vocabulary

/// The statements about what is heard of recommendations besides their interviews.
///
/// Rows are taken in the order of their ids, before those of interviews.
enum RecommendationStatements {
  /// Takes the rows of some recommendations, which are there from then on; others wait until this transaction has ended.
  static func take(_ recommendations: [RecommendationID]) -> Statement {
    """
    insert into qualification.recommendations as known (recommendation_id)
    select distinct recommendation_id from unnest(\(recommendations)) as heard (recommendation_id)
    order by recommendation_id
    on conflict (recommendation_id) do update set recommendation_id = excluded.recommendation_id
    returning recommendation_id, cancelled_because
    """
  }

  /// Decodes the rows of `take`: those whose interviews are not to be held.
  static func cancellations(_ rows: ResultSet) throws -> [RecommendationID: Interview.Cancellation] {
    var cancellations: [RecommendationID: Interview.Cancellation] = [:]
    for row in rows {
      let (id, reason) = try row.decode((RecommendationID, String?).self)
      cancellations[id] = reason.flatMap { Interview.Cancellation(rawValue: $0) }
    }
    return cancellations
  }

  /// Keeps why interviews are not to be held; the first reason stays.
  static func cancel(_ cancellations: [RecommendationID: Interview.Cancellation]) -> Statement {
    let sorted = cancellations.sorted { $0.key < $1.key }
    return """
      update qualification.recommendations known
      set cancelled_because = cancelled.cancelled_because
      from unnest(\(sorted.map(\.key)), \(sorted.map(\.value.rawValue)))
        as cancelled (recommendation_id, cancelled_because)
      where known.recommendation_id = cancelled.recommendation_id and known.cancelled_because is null
      """
  }

  /// Keeps whether candidate and member have the same employer, as the greatest revision says (R6).
  static func keepOwnCompany(_ said: [(id: RecommendationID, isOwnCompany: Bool, revision: Int)]) -> Statement {
    """
    insert into qualification.recommendations as known (recommendation_id, is_own_company, own_company_revision)
    select distinct on (recommendation_id) recommendation_id, is_own_company, revision
    from unnest(\(said.map(\.id)), \(said.map(\.isOwnCompany)), \(said.map(\.revision)))
      as said (recommendation_id, is_own_company, revision)
    order by recommendation_id, revision desc
    on conflict (recommendation_id) do update set
      is_own_company = excluded.is_own_company,
      own_company_revision = excluded.own_company_revision
    where known.own_company_revision < excluded.own_company_revision
    """
  }
}
