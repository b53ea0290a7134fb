import Messages
import PostgreSQLClient
import ServiceRuntime
import Vocabulary

/// Notes that a company has a candidate (Q2).
struct CandidateTransmittedHandler: EventHandler {
  func load(
    _ messages: [Incoming<CandidateTransmitted>], in transaction: Transaction
  ) async throws -> [CandidacyID: Timestamp] {
    [:]
  }

  func decide(
    _ message: Incoming<CandidateTransmitted>, on instants: inout [CandidacyID: Timestamp],
    emitting emission: inout Emission
  ) throws(Problem) {
    instants[message.data.candidacyId] = message.event.time ?? message.receivedAt
  }

  func save(_ instants: [CandidacyID: Timestamp]) -> [Statement] { CandidacyStatements.transmit(instants) }
}
