import Messages
import PostgreSQLClient
import RecommendationsDomain
import MessageHandling
import Vocabulary

/// Takes a recommendation back for the member who made it (R9): the slot is free, the candidate stays the member's.
package struct WithdrawRecommendationHandler: CommandHandler {
  package init() {}

  /// The recommendations of a batch, and which of their offers are over.
  package struct State: Sendable {
    var recommendations: [RecommendationID: AttributedRecommendation]
    let offersOver: Set<OfferID>
    let now: Timestamp
    var withdrawn: [RecommendationID] = []
  }

  package func load(
    _ messages: [Incoming<WithdrawRecommendation>], in transaction: Transaction
  ) async throws -> State {
    let recommendations = try RecommendationStatements.recommendations(
      try await transaction.query(RecommendationStatements.lock(messages.map(\.data.recommendationId))))
    let over = try await transaction.query(OfferStatements.over(recommendations.values.map(\.offerID)))
    return State(
      recommendations: recommendations, offersOver: Set(try over.decode(OfferID.self)), now: messages[0].receivedAt)
  }

  package func decide(
    _ message: Incoming<WithdrawRecommendation>, on state: inout State, emitting emission: inout Emission
  ) throws(Problem) -> Accepted {
    let id = message.data.recommendationId
    guard let recommendation = state.recommendations[id] else { throw Problem(.recommendationNotFound) }
    let refusal = AWithdrawalComesBeforeTheInterview.refusal(
      by: message.data.memberId, of: recommendation.memberID, isUnderWay: recommendation.state == .attributed,
      isOfferOver: state.offersOver.contains(recommendation.offerID))
    if let refusal { throw Problem(refusal) }
    state.recommendations[id]?.state = .withdrawn
    state.withdrawn.append(id)
    emission.publish(
      RecommendationWithdrawn(
        recommendationId: id, offerId: recommendation.offerID, memberId: recommendation.memberID,
        candidateId: recommendation.candidateID))
    return Accepted()
  }

  package func save(_ state: State) -> [Statement] {
    guard !state.withdrawn.isEmpty else { return [] }
    let reached = state.withdrawn.map { ReachedState(recommendationID: $0, state: .withdrawn, at: state.now) }
    return [
      RecommendationStatements.withdraw(state.withdrawn, at: state.now), RecommendationStatements.reach(Set(reached)),
    ]
  }
}
