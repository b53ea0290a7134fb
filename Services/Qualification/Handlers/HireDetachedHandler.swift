import MessageHandling
import Messages
import PostgreSQLClient

/// A hire belongs to the recommendation no more (H4).
package struct HireDetachedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<HireDetached>], in transaction: Transaction
  ) async throws -> [HireStatements.Told] {
    []
  }

  package func decide(
    _ message: Incoming<HireDetached>, on told: inout [HireStatements.Told], emitting emission: inout Emission
  ) throws(Problem) {
    told.append(
      HireStatements.Told(
        hireID: message.data.hireId, recommendationID: message.data.recommendationId, isInForce: false,
        revision: message.data.revision))
  }

  package func save(_ told: [HireStatements.Told]) -> [Statement] { [HireStatements.keep(told)] }
}
