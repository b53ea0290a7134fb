import MessageHandling
import Messages
import PostgreSQLClient
import QualificationDomain
import Vocabulary

/// Notes that a company does not want a candidate that it got; the member is told (Q5).
package struct CloseCandidacyHandler: CommandHandler {
  package init() {}

  /// The candidacies of a batch, and those that it closed.
  package struct State: Sendable {
    var candidacies: [CandidacyID: Candidacy]
    var closed: [CandidacyID] = []
    var closedAt: Timestamp?
  }

  package func load(_ messages: [Incoming<CloseCandidacy>], in transaction: Transaction) async throws -> State {
    let rows = try await transaction.query(CandidacyStatements.lock(messages.map(\.data.candidacyId)))
    return State(candidacies: try CandidacyStatements.candidacies(rows))
  }

  package func decide(
    _ message: Incoming<CloseCandidacy>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let command = message.data
    switch CandidaciesAreClosedByTheirCompany.finding(state.candidacies[command.candidacyId]) {
    case .isRefused(let code): throw Problem(code)
    case .changesNothing: break
    case .closes(let candidacy):
      guard !state.closed.contains(candidacy.id) else { break }
      state.closed.append(candidacy.id)
      state.closedAt = emission.now
      emission.publish(
        CandidacyClosed(
          candidacyId: candidacy.id, recommendationId: candidacy.recommendationID, offerId: candidacy.offerID,
          memberId: candidacy.memberID, reason: command.reason))
    }
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    guard let closedAt = state.closedAt else { return [] }
    return [CandidacyStatements.close(state.closed, at: closedAt)]
  }
}
