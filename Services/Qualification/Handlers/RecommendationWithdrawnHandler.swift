import MessageHandling
import Messages
import PostgreSQLClient
import QualificationDomain
import Vocabulary

/// An interview is not to be held whose recommendation the member took back (R9).
///
/// What was decided a moment before stays.
package struct RecommendationWithdrawnHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<RecommendationWithdrawn>], in transaction: Transaction
  ) async throws -> CancelledInterviews {
    try await CancelledInterviews(messages.map(\.data.recommendationId), in: transaction)
  }

  package func decide(
    _ message: Incoming<RecommendationWithdrawn>, on cancelled: inout CancelledInterviews,
    emitting emission: inout Emission
  ) throws(Problem) {
    cancelled.cancel(message.data.recommendationId, because: .withdrawn)
  }

  package func save(_ cancelled: CancelledInterviews) -> [Statement] { cancelled.statements }
}
