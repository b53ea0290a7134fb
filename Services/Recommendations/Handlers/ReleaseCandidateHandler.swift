import Messages
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// Takes a candidate from the member they belong to, by the word of staff (R9); recommendations made before go on.
package struct ReleaseCandidateHandler: CommandHandler {
  package init() {}

  /// The candidates of a batch, and whom staff release.
  package struct State: Sendable {
    var attributions: [CandidateID: Attribution]
    let now: Timestamp
    var released: [CandidateID] = []
  }

  package func load(_ messages: [Incoming<ReleaseCandidate>], in transaction: Transaction) async throws -> State {
    let rows = try await transaction.query(CandidateStatements.lock(messages.map(\.data.candidateId)))
    return State(attributions: try CandidateStatements.attributions(rows), now: messages[0].receivedAt)
  }

  package func decide(
    _ message: Incoming<ReleaseCandidate>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let id = message.data.candidateId
    guard var attribution = state.attributions[id] else { throw Problem(.candidateNotFound) }
    // Who belongs to nobody is released already.
    guard attribution.isValid(at: emission.now) else { return Accepted() }
    attribution.release()
    state.attributions[id] = attribution
    state.released.append(id)
    emission.publish(
      CandidateReleased(candidateId: id, memberId: attribution.memberID, reason: message.data.reason))
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    state.released.isEmpty ? [] : [CandidateStatements.release(state.released, at: state.now)]
  }
}
