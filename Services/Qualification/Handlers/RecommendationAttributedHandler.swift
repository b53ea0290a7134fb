import Messages
import PostgreSQLClient
import QualificationDomain
import MessageHandling
import Vocabulary

/// Opens an interview for each attributed recommendation, and asks staff to hold it (Q1).
package struct RecommendationAttributedHandler: EventHandler {
  package init() {}

  /// The interviews that there are, what was heard before them, and those to open.
  package struct State: Sendable {
    var known: Set<RecommendationID>
    let cancellations: [RecommendationID: Interview.Cancellation]
    var new: [Interview] = []
    var ownCompany: [(id: RecommendationID, isOwnCompany: Bool, revision: Int)] = []
    var requestedAt: Timestamp?
  }

  package func load(_ messages: [Incoming<RecommendationAttributed>], in transaction: Transaction) async throws -> State
  {
    let ids = messages.map(\.data.recommendationId)
    let results = try await transaction.query([RecommendationStatements.take(ids), InterviewStatements.known(ids)])
    return State(
      known: Set(try results[1].decode(RecommendationID.self)),
      cancellations: try RecommendationStatements.cancellations(results[0]))
  }

  package func decide(
    _ message: Incoming<RecommendationAttributed>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) {
    let recommendation = message.data
    state.ownCompany.append((recommendation.recommendationId, recommendation.conflictOfInterest, 1))
    guard state.known.insert(recommendation.recommendationId).inserted else { return }
    let cancellation = state.cancellations[recommendation.recommendationId]
    state.new.append(
      Interview(
        recommendationID: recommendation.recommendationId, offerID: recommendation.offerId,
        companyID: recommendation.companyId, memberID: recommendation.memberId,
        candidateID: recommendation.candidateId, cancellation: cancellation))
    state.requestedAt = emission.now
    // Nobody is asked to hold what was called off before it was heard of (R9, O8).
    guard cancellation == nil else { return }
    emission.publish(
      InterviewRequested(recommendationId: recommendation.recommendationId, offerId: recommendation.offerId))
  }

  package func save(_ state: State) -> [Statement] {
    let ownCompany = RecommendationStatements.keepOwnCompany(state.ownCompany)
    guard let requestedAt = state.requestedAt else { return [ownCompany] }
    return [ownCompany, InterviewStatements.insert(state.new, requestedAt: requestedAt)]
  }
}
