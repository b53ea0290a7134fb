import MessageHandling
import Messages
import PostgreSQLClient

/// Learns that scheduled versions of another service's policy never come in force, even before it learns of them.
package struct PolicyChangeCancelledHandler<Terms: PolicyTerms>: EventHandler {
  private let projection: PolicyProjection<Terms>

  package init(_ projection: PolicyProjection<Terms>) {
    self.projection = projection
  }

  package func load(
    _ messages: [Incoming<PolicyChangeCancelled<Terms>>], in transaction: Transaction
  ) async throws -> Set<Int> {
    []
  }

  package func decide(
    _ message: Incoming<PolicyChangeCancelled<Terms>>, on versions: inout Set<Int>, emitting emission: inout Emission
  ) throws(Problem) {
    versions.formUnion(message.data.versions)
  }

  package func save(_ versions: Set<Int>) -> [Statement] {
    [projection.withdraw(versions.sorted())]
  }
}
