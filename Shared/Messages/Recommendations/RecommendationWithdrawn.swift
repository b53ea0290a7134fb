public import Vocabulary

/// A member took a recommendation back (R9).
public struct RecommendationWithdrawn: EventPayload {
  /// `coopt.recommendations.recommendation-withdrawn.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "recommendation-withdrawn")

  /// The recommendation.
  public var recommendationId: RecommendationID
  /// For which offer.
  public var offerId: OfferID
  /// Who recommended.
  public var memberId: MemberID
  /// Whom.
  public var candidateId: CandidateID

  public init(recommendationId: RecommendationID, offerId: OfferID, memberId: MemberID, candidateId: CandidateID) {
    self.recommendationId = recommendationId
    self.offerId = offerId
    self.memberId = memberId
    self.candidateId = candidateId
  }

  /// The `recommendationId`.
  public var subject: String { recommendationId.description }
}
