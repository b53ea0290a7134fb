import Messages
import PostgreSQLClient
import MessageHandling

/// Notes that a candidate is qualified (Q1).
package struct CandidateQualifiedHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<CandidateQualified>], in transaction: Transaction) async throws -> Set<
    ReachedState
  > {
    []
  }

  package func decide(
    _ message: Incoming<CandidateQualified>, on states: inout Set<ReachedState>, emitting emission: inout Emission
  ) throws(Problem) {
    let at = message.event.time ?? message.receivedAt
    states.insert(ReachedState(recommendationID: message.data.recommendationId, state: .qualified, at: at))
  }

  package func save(_ states: Set<ReachedState>) -> [Statement] { [RecommendationStatements.reach(states)] }
}
