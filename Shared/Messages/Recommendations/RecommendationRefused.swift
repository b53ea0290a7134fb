public import Vocabulary

/// A recommendation was refused; nothing of it is left (R8).
public struct RecommendationRefused: EventPayload {
  /// `coopt.recommendations.recommendation-refused.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "recommendation-refused")

  /// The id that it would have had.
  public var recommendationId: RecommendationID
  /// For which offer.
  public var offerId: OfferID
  /// Who recommended.
  public var memberId: MemberID
  /// Why.
  public var code: ProblemCode

  public init(recommendationId: RecommendationID, offerId: OfferID, memberId: MemberID, code: ProblemCode) {
    self.recommendationId = recommendationId
    self.offerId = offerId
    self.memberId = memberId
    self.code = code
  }

  /// The `recommendationId`.
  public var subject: String { recommendationId.description }
}

extension RecommendationRefused {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(code.rawValue, "code")
  }
}
