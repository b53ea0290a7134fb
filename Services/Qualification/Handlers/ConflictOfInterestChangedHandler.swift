import MessageHandling
import Messages
import PostgreSQLClient
import Vocabulary

/// Learns whether candidate and member have the same employer, for whoever is to call (R6).
package struct ConflictOfInterestChangedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<ConflictOfInterestChanged>], in transaction: Transaction
  ) async throws -> [ConflictOfInterestChanged] {
    []
  }

  package func decide(
    _ message: Incoming<ConflictOfInterestChanged>, on changes: inout [ConflictOfInterestChanged],
    emitting emission: inout Emission
  ) throws(Problem) {
    changes.append(message.data)
  }

  package func save(_ changes: [ConflictOfInterestChanged]) -> [Statement] {
    [
      RecommendationStatements.keepOwnCompany(
        changes.map { ($0.recommendationId, $0.conflictOfInterest, $0.revision) })
    ]
  }
}
