import MessageHandling
import Messages
import PostgreSQLClient
import QualificationDomain
import Vocabulary

/// An interview is not to be held whose offer is filled or cancelled (O8).
///
/// What was decided a moment before stays.
package struct RecommendationClosedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<RecommendationClosed>], in transaction: Transaction
  ) async throws -> CancelledInterviews {
    try await CancelledInterviews(messages.map(\.data.recommendationId), in: transaction)
  }

  package func decide(
    _ message: Incoming<RecommendationClosed>, on cancelled: inout CancelledInterviews,
    emitting emission: inout Emission
  ) throws(Problem) {
    cancelled.cancel(message.data.recommendationId, because: .offerClosed)
  }

  package func save(_ cancelled: CancelledInterviews) -> [Statement] { cancelled.statements }
}
