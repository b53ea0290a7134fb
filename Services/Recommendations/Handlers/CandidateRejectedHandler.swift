import Messages
import PostgreSQLClient
import MessageHandling

/// Notes that a candidate is rejected (Q1), or after all (Q5); the slot stays taken (R1).
package struct CandidateRejectedHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<CandidateRejected>], in transaction: Transaction) async throws -> Set<
    ReachedState
  > {
    try await transaction.query(RecommendationStatements.hold(messages.map(\.data.recommendationId)))
    return []
  }

  package func decide(
    _ message: Incoming<CandidateRejected>, on states: inout Set<ReachedState>, emitting emission: inout Emission
  ) throws(Problem) {
    states.insert(
      ReachedState(
        recommendationID: message.data.recommendationId, state: .rejected, at: message.event.time ?? message.receivedAt,
        revision: message.data.revision ?? 1))
  }

  package func save(_ states: Set<ReachedState>) -> [Statement] { [RecommendationStatements.reach(states)] }
}
