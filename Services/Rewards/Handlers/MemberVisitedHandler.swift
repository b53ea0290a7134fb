import Messages
import PostgreSQLClient
import RewardsDomain
import MessageHandling
import Vocabulary

/// A day with a visit scores, once (M6, W7).
package struct MemberVisitedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<MemberVisited>], in transaction: Transaction
  ) async throws -> PointsState {
    try await PointsState.load(
      messages.map { ($0.data.memberId, .visit($0.data.memberId, $0.data.day)) }, at: messages[0].receivedAt,
      in: transaction)
  }

  package func decide(
    _ message: Incoming<MemberVisited>, on state: inout PointsState, emitting emission: inout Emission
  ) throws(Problem) {
    let (member, day) = (message.data.memberId, message.data.day)
    state.award(
      .dailyVisit, to: member, for: .visit(member, day), because: message.id, emitting: &emission)
  }

  package func save(_ state: PointsState) -> [Statement] { state.statements }
}
