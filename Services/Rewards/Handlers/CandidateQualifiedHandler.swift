import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// A qualified recommendation scores, once (W7).
package struct CandidateQualifiedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<CandidateQualified>], in transaction: Transaction
  ) async throws -> PointsState {
    try await PointsState.load(
      messages.map { ($0.data.memberId, .qualification($0.data.recommendationId)) }, at: messages[0].receivedAt,
      in: transaction)
  }

  package func decide(
    _ message: Incoming<CandidateQualified>, on state: inout PointsState, emitting emission: inout Emission
  ) throws(Problem) {
    let recommendation = message.data.recommendationId
    state.award(
      .recommendationQualified, to: message.data.memberId, for: .qualification(recommendation),
      recommendation: recommendation, because: message.id, emitting: &emission)
  }

  package func save(_ state: PointsState) -> [Statement] { state.statements }
}
