import Messages
import PostgreSQLClient
import MessageHandling

/// Keeps which candidate a candidacy stands for; nobody else learns it (M8).
package struct CandidacyDescribedHandler: FactHandler {
  package typealias Payload = CandidacyDescribed

  package init() {}

  package func record(_ messages: [Incoming<CandidacyDescribed>]) -> [Statement] {
    [CandidateStatements.keepCandidacies(messages.map(\.data))]
  }
}
