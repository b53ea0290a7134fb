import Messages
import PostgreSQLClient
import ServiceRuntime

/// Learns whom to call (Q1).
struct CandidateRegisteredHandler: EventHandler {
  func load(
    _ messages: [Incoming<CandidateRegistered>], in transaction: Transaction
  ) async throws -> [CandidateRegistered] {
    []
  }

  func decide(
    _ message: Incoming<CandidateRegistered>, on candidates: inout [CandidateRegistered],
    emitting emission: inout Emission
  ) throws(Problem) {
    candidates.append(message.data)
  }

  func save(_ candidates: [CandidateRegistered]) -> [Statement] { [CandidateStatements.insert(candidates)] }
}
