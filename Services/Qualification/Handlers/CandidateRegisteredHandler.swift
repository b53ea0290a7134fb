import Messages
import PostgreSQLClient
import MessageHandling

/// Learns whom to call (Q1).
package struct CandidateRegisteredHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<CandidateRegistered>], in transaction: Transaction
  ) async throws -> [CandidateRegistered] {
    []
  }

  package func decide(
    _ message: Incoming<CandidateRegistered>, on candidates: inout [CandidateRegistered],
    emitting emission: inout Emission
  ) throws(Problem) {
    candidates.append(message.data)
  }

  package func save(_ candidates: [CandidateRegistered]) -> [Statement] { [CandidateStatements.insert(candidates)] }
}
