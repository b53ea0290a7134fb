import MessageHandling
import PostgreSQLClient
import RewardsDomain
import Vocabulary

/// Statements on what qualified recommendations earn (Q5, W7).
enum QualificationStatements {
  /// Locks what was decided on recommendations, where something was, in the order of their ids.
  static func lock(_ recommendations: [RecommendationID]) -> Statement {
    """
    select recommendation_id, revision, points_transaction_id
    from rewards.qualifications
    where recommendation_id = any(\(recommendations))
    order by recommendation_id
    for update
    """
  }

  /// The points of first decisions: of before there were corrections nothing else is known.
  static func selectFirst(_ recommendations: [RecommendationID]) -> Statement {
    """
    select recommendation_id, transaction_id
    from rewards.transactions
    where cause_id = any(\(recommendations.map { CauseID.qualification($0) }))
      and not exists (
        select from rewards.qualifications
        where qualifications.recommendation_id = transactions.recommendation_id
      )
    """
  }

  /// Reads what the two above gave.
  static func qualifications(
    _ locked: ResultSet, _ first: ResultSet
  ) throws(PostgreSQLError) -> [RecommendationID: Qualification] {
    var qualifications: [RecommendationID: Qualification] = [:]
    for (recommendation, points) in try first.decode((RecommendationID, TransactionID).self) {
      qualifications[recommendation] = Qualification(pointsTransactionID: points)
    }
    for (recommendation, revision, points) in try locked.decode((RecommendationID, Int, TransactionID?).self) {
      qualifications[recommendation] = Qualification(revision: revision, pointsTransactionID: points)
    }
    return qualifications
  }

  /// Writes what was decided.
  ///
  /// New rows are inserted, so that two who bring the first decision at the same time do not both score.
  static func save(_ qualifications: [(RecommendationID, Qualification)], isNew: Bool) -> Statement {
    let rows: Statement = """
      unnest(
        \(qualifications.map(\.0)),
        \(qualifications.map { $0.1.revision ?? 0 }),
        \(qualifications.map(\.1.pointsTransactionID))
      )
      """
    guard !isNew else {
      return """
        insert into rewards.qualifications (recommendation_id, revision, points_transaction_id)
        select * from \(fragment: rows)
        """
    }
    return """
      update rewards.qualifications
      set revision = changed.revision, points_transaction_id = changed.points_transaction_id
      from \(fragment: rows) as changed (recommendation_id, revision, points_transaction_id)
      where qualifications.recommendation_id = changed.recommendation_id
      """
  }
}
