import Messages
import PostgreSQLClient
import MessageHandling
import Vocabulary

/// Notes that a company has a candidate (Q2).
package struct CandidateTransmittedHandler: EventHandler {
  package init() {}

  package func load(
    _ messages: [Incoming<CandidateTransmitted>], in transaction: Transaction
  ) async throws -> [CandidacyID: Timestamp] {
    [:]
  }

  package func decide(
    _ message: Incoming<CandidateTransmitted>, on instants: inout [CandidacyID: Timestamp],
    emitting emission: inout Emission
  ) throws(Problem) {
    instants[message.data.candidacyId] = message.event.time ?? message.receivedAt
  }

  package func save(_ instants: [CandidacyID: Timestamp]) -> [Statement] { CandidacyStatements.transmit(instants) }
}
