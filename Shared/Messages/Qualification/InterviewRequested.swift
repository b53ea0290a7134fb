public import Vocabulary

/// A candidate is to be called (Q1).
public struct InterviewRequested: EventPayload {
  /// `coopt.qualification.interview-requested.v1`.
  public static let messageType = MessageType(service: "qualification", name: "interview-requested")

  /// The recommendation.
  public var recommendationId: RecommendationID
  /// For which offer.
  public var offerId: OfferID

  public init(recommendationId: RecommendationID, offerId: OfferID) {
    self.recommendationId = recommendationId
    self.offerId = offerId
  }

  /// The `recommendationId`.
  public var subject: String { recommendationId.description }
}
