import Messages
import PostgreSQLClient
import ServiceRuntime

/// Learns whom a candidacy stands for: hires may name the candidate by it (H2).
struct CandidacyOpenedHandler: EventHandler {
  func load(_ messages: [Incoming<CandidacyOpened>], in transaction: Transaction) async throws -> [CandidacyOpened] {
    []
  }

  func decide(
    _ message: Incoming<CandidacyOpened>, on candidacies: inout [CandidacyOpened], emitting emission: inout Emission
  ) throws(Problem) {
    candidacies.append(message.data)
  }

  func save(_ candidacies: [CandidacyOpened]) -> [Statement] { CandidacyStatements.open(candidacies) }
}
