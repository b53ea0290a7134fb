import Messages
import PostgreSQLClient
import QualificationDomain
import MessageHandling
import Vocabulary

/// Opens an interview for each attributed recommendation, and asks staff to hold it (Q1).
package struct RecommendationAttributedHandler: EventHandler {
  package init() {}

  /// The interviews that there are, and those to open.
  package struct State: Sendable {
    var known: Set<RecommendationID>
    var new: [Interview] = []
    var requestedAt: Timestamp?
  }

  package func load(_ messages: [Incoming<RecommendationAttributed>], in transaction: Transaction) async throws -> State
  {
    let rows = try await transaction.query(InterviewStatements.known(messages.map(\.data.recommendationId)))
    return State(known: Set(try rows.decode(RecommendationID.self)))
  }

  package func decide(
    _ message: Incoming<RecommendationAttributed>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) {
    let recommendation = message.data
    guard state.known.insert(recommendation.recommendationId).inserted else { return }
    state.new.append(
      Interview(
        recommendationID: recommendation.recommendationId, offerID: recommendation.offerId,
        companyID: recommendation.companyId, memberID: recommendation.memberId,
        candidateID: recommendation.candidateId))
    state.requestedAt = emission.now
    emission.publish(
      InterviewRequested(recommendationId: recommendation.recommendationId, offerId: recommendation.offerId))
  }

  package func save(_ state: State) -> [Statement] {
    guard let requestedAt = state.requestedAt else { return [] }
    return [InterviewStatements.insert(state.new, requestedAt: requestedAt)]
  }
}
