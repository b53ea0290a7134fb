import Messages
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// Answers how far a recommendation came.
package struct GetRecommendationHandler: CommandHandler {
  package init() {}

  /// What a batch asks about.
  package struct State: Sendable {
    let recommendations: [RecommendationID: AttributedRecommendation]
    let history: [RecommendationID: [ReachedState]]
  }

  package func load(_ messages: [Incoming<GetRecommendation>], in transaction: Transaction) async throws -> State {
    let ids = messages.map(\.data.recommendationId)
    let rows = try await transaction.query([
      RecommendationStatements.find(ids), RecommendationStatements.history(ids),
    ])
    return State(
      recommendations: try RecommendationStatements.recommendations(rows[0]),
      history: Dictionary(grouping: try RecommendationStatements.history(rows[1]), by: \.recommendationID))
  }

  package func decide(
    _ message: Incoming<GetRecommendation>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> GetRecommendation.Result {
    let id = message.data.recommendationId
    guard let recommendation = state.recommendations[id] else { throw Problem(.recommendationNotFound) }
    let progress = RecommendationProgress(state.history[id] ?? [])
    return GetRecommendation.Result(
      recommendationId: id, offerId: recommendation.offerID, memberId: recommendation.memberID,
      candidateId: recommendation.candidateID, quote: recommendation.quote, state: recommendation.state,
      history: progress.history, companyId: recommendation.companyID, conflictOfInterest: recommendation.isOwnCompany)
  }

  package static let changesNothing = true

  package func save(_ state: State) -> [Statement] { [] }
}
