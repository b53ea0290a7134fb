import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// A qualified recommendation scores, once, while the last decision says so (W7, Q5).
package struct CandidateQualifiedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<CandidateQualified>], in transaction: Transaction
  ) async throws -> QualificationState {
    try await QualificationState.load(
      messages.map { ($0.data.recommendationId, $0.data.memberId) }, at: messages[0].receivedAt, in: transaction)
  }

  package func decide(
    _ message: Incoming<CandidateQualified>, on state: inout QualificationState, emitting emission: inout Emission
  ) throws(Problem) {
    state.decide(
      isQualified: true, revision: message.data.revision, on: message.data.recommendationId, of: message.data.memberId,
      because: message.id, emitting: &emission)
  }

  package func save(_ state: QualificationState) -> [Statement] { state.statements }
}
