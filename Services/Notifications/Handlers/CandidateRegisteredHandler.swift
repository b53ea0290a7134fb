import Messages
import PostgreSQLClient
import MessageHandling

/// Keeps a candidate's details, and what the member says, for staff.
package struct CandidateRegisteredHandler: FactHandler {
  package typealias Payload = CandidateRegistered

  package init() {}

  package func record(_ messages: [Incoming<CandidateRegistered>]) -> [Statement] {
    let events = messages.map(\.data)
    return [
      CandidateStatements.keepCandidates(events),
      CandidateStatements.keepRegistrations(messages.map { ($0.data, $0.receivedAt) }),
    ]
  }
}
