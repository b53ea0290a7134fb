import Messages
import PostgreSQLClient
import MessageHandling

/// Notes that a candidate is qualified (Q1), or after all (Q5).
package struct CandidateQualifiedHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<CandidateQualified>], in transaction: Transaction) async throws -> Set<
    ReachedState
  > {
    try await transaction.query(RecommendationStatements.hold(messages.map(\.data.recommendationId)))
    return []
  }

  package func decide(
    _ message: Incoming<CandidateQualified>, on states: inout Set<ReachedState>, emitting emission: inout Emission
  ) throws(Problem) {
    states.insert(
      ReachedState(
        recommendationID: message.data.recommendationId, state: .qualified,
        at: message.event.time ?? message.receivedAt,
        revision: message.data.revision ?? 1))
  }

  package func save(_ states: Set<ReachedState>) -> [Statement] { [RecommendationStatements.reach(states)] }
}
