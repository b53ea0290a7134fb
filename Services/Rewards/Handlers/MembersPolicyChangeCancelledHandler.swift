import Messages
import PostgreSQLClient
import MessageHandling

/// Learns that scheduled versions of the members policy never come in force, even before it learns of them (W6).
package struct MembersPolicyChangeCancelledHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<MembersPolicyChangeCancelled>], in transaction: Transaction
  ) async throws -> Set<Int> {
    []
  }

  package func decide(
    _ message: Incoming<MembersPolicyChangeCancelled>, on versions: inout Set<Int>, emitting emission: inout Emission
  ) throws(Problem) {
    versions.formUnion(message.data.versions)
  }

  package func save(_ versions: Set<Int>) -> [Statement] {
    [TimeZoneStatements.withdraw(versions.sorted())]
  }
}
