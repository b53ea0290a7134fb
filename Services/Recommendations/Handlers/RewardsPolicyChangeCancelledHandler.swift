import Messages
import PostgreSQLClient
import MessageHandling

/// Learns that scheduled versions of the rewards policy never come in force, even before it learns of them (R7).
package struct RewardsPolicyChangeCancelledHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<RewardsPolicyChangeCancelled>], in transaction: Transaction
  ) async throws -> Set<Int> {
    []
  }

  package func decide(
    _ message: Incoming<RewardsPolicyChangeCancelled>, on versions: inout Set<Int>, emitting emission: inout Emission
  ) throws(Problem) {
    versions.formUnion(message.data.versions)
  }

  package func save(_ versions: Set<Int>) -> [Statement] {
    [PolicyStatements.withdrawBonus(versions.sorted())]
  }
}
