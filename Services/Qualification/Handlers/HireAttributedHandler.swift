import MessageHandling
import Messages
import PostgreSQLClient

/// A candidate that a company got is hired.
package struct HireAttributedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<HireAttributed>], in transaction: Transaction
  ) async throws -> [HireStatements.Told] {
    []
  }

  package func decide(
    _ message: Incoming<HireAttributed>, on told: inout [HireStatements.Told], emitting emission: inout Emission
  ) throws(Problem) {
    told.append(
      HireStatements.Told(
        hireID: message.data.hireId, recommendationID: message.data.recommendationId, isInForce: true,
        revision: message.data.revision ?? 0))
  }

  package func save(_ told: [HireStatements.Told]) -> [Statement] { [HireStatements.keep(told)] }
}
