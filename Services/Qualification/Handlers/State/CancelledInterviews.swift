import MessageHandling
import PostgreSQLClient
import QualificationDomain
import Vocabulary

/// Interviews that are not to be held any more, those that are not heard of yet included.
package struct CancelledInterviews: Sendable {
  private var cancellations: [RecommendationID: Interview.Cancellation] = [:]

  /// Holds the recommendations, so that who opens an interview at the same time sees what is kept here.
  init(_ recommendations: [RecommendationID], in transaction: Transaction) async throws {
    _ = try await transaction.query(RecommendationStatements.take(recommendations))
  }

  /// Calls an interview off; the first reason stays.
  mutating func cancel(_ recommendation: RecommendationID, because reason: Interview.Cancellation) {
    cancellations[recommendation] = cancellations[recommendation] ?? reason
  }

  var statements: [Statement] {
    cancellations.isEmpty
      ? [] : [RecommendationStatements.cancel(cancellations), InterviewStatements.cancel(cancellations)]
  }
}
