import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// A decision that is corrected to a rejection takes back what the qualification scored (Q5, W8); it may come before that.
package struct CandidateRejectedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<CandidateRejected>], in transaction: Transaction
  ) async throws -> QualificationState {
    try await QualificationState.load(
      messages.map { ($0.data.recommendationId, $0.data.memberId) }, at: messages[0].receivedAt, in: transaction)
  }

  package func decide(
    _ message: Incoming<CandidateRejected>, on state: inout QualificationState, emitting emission: inout Emission
  ) throws(Problem) {
    state.decide(
      isQualified: false, revision: message.data.revision, on: message.data.recommendationId, of: message.data.memberId,
      because: message.id, emitting: &emission)
  }

  package func save(_ state: QualificationState) -> [Statement] { state.statements }
}
