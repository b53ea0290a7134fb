public import Vocabulary

/// A recommendation under way ended with its offer (O8).
public struct RecommendationClosed: EventPayload {
  /// `coopt.recommendations.recommendation-closed.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "recommendation-closed")

  /// The recommendation.
  public var recommendationId: RecommendationID
  /// For which offer.
  public var offerId: OfferID
  /// Who recommended.
  public var memberId: MemberID
  /// Why the offer closed: `filled` or `cancelled`.
  public var reason: ClosingReason

  public init(recommendationId: RecommendationID, offerId: OfferID, memberId: MemberID, reason: ClosingReason) {
    self.recommendationId = recommendationId
    self.offerId = offerId
    self.memberId = memberId
    self.reason = reason
  }

  /// The `recommendationId`.
  public var subject: String { recommendationId.description }
}
