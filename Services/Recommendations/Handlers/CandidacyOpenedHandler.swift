import Messages
import PostgreSQLClient
import MessageHandling

/// Learns whom a candidacy stands for: hires may name the candidate by it (H2).
package struct CandidacyOpenedHandler: EventHandler {
  package init() {}

  package func load(_ messages: [Incoming<CandidacyOpened>], in transaction: Transaction) async throws
    -> [CandidacyOpened]
  {
    []
  }

  package func decide(
    _ message: Incoming<CandidacyOpened>, on candidacies: inout [CandidacyOpened], emitting emission: inout Emission
  ) throws(Problem) {
    candidacies.append(message.data)
  }

  package func save(_ candidacies: [CandidacyOpened]) -> [Statement] { CandidacyStatements.open(candidacies) }
}
