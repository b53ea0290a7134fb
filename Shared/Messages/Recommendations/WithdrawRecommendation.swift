public import Vocabulary

/// Takes a recommendation back while the interview is still to be held (R9).
///
/// It frees the slot; the candidate stays the member's. Refusals: `recommendation-not-found`, `already-decided`.
public struct WithdrawRecommendation: CommandPayload {
  /// `coopt.recommendations.withdraw-recommendation.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "withdraw-recommendation")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.recommendationNotFound, .alreadyDecided]

  /// Which.
  public var recommendationId: RecommendationID
  /// Who takes it back.
  public var memberId: MemberID

  public init(recommendationId: RecommendationID, memberId: MemberID) {
    self.recommendationId = recommendationId
    self.memberId = memberId
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}
