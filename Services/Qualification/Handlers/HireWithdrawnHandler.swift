import MessageHandling
import Messages
import PostgreSQLClient

/// A hire is not in force any more (H3).
package struct HireWithdrawnHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<HireWithdrawn>], in transaction: Transaction
  ) async throws -> [HireStatements.Told] {
    []
  }

  package func decide(
    _ message: Incoming<HireWithdrawn>, on told: inout [HireStatements.Told], emitting emission: inout Emission
  ) throws(Problem) {
    told.append(
      HireStatements.Told(
        hireID: message.data.hireId, recommendationID: message.data.recommendationId, isInForce: false,
        revision: message.data.revision ?? 0))
  }

  package func save(_ told: [HireStatements.Told]) -> [Statement] { [HireStatements.keep(told)] }
}
