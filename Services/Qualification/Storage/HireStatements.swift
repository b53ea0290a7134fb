import MessageHandling
import PostgreSQLClient
import Vocabulary

/// The statements about hires.
///
/// Rows are taken in the order of their ids.
package enum HireStatements {
  /// What is told of a hire last.
  package struct Told: Sendable {
    let hireID: HireID
    /// What it belongs to, where that is told.
    let recommendationID: RecommendationID?
    let isInForce: Bool
    /// Grows with each thing that is told of the hire.
    let revision: Int
  }

  /// Keeps what is told, each hire as of its greatest revision; what it belongs to stays where nothing else is told.
  static func keep(_ told: [Told]) -> Statement {
    """
    insert into qualification.hires as known (hire_id, recommendation_id, is_in_force, revision)
    select distinct on (hire_id) hire_id, recommendation_id, is_in_force, revision
    from unnest(
      \(told.map(\.hireID)), \(told.map(\.recommendationID)), \(told.map(\.isInForce)), \(told.map(\.revision))
    ) as told (hire_id, recommendation_id, is_in_force, revision)
    order by hire_id, revision desc
    on conflict (hire_id) do update set
      recommendation_id = coalesce(excluded.recommendation_id, known.recommendation_id),
      is_in_force = excluded.is_in_force,
      revision = excluded.revision
    where known.revision <= excluded.revision
    """
  }
}
