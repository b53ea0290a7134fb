public import Vocabulary

/// A candidate is rejected (Q1).
public struct CandidateRejected: EventPayload {
  /// `coopt.qualification.candidate-rejected.v1`.
  public static let messageType = MessageType(service: "qualification", name: "candidate-rejected")

  /// The recommendation.
  public var recommendationId: RecommendationID
  /// Who recommended.
  public var memberId: MemberID
  /// For which offer.
  public var offerId: OfferID
  /// Why.
  public var reason: String?

  public init(recommendationId: RecommendationID, memberId: MemberID, offerId: OfferID, reason: String? = nil) {
    self.recommendationId = recommendationId
    self.memberId = memberId
    self.offerId = offerId
    self.reason = reason
  }

  /// The `recommendationId`.
  public var subject: String { recommendationId.description }
}

extension CandidateRejected {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.text(reason, "reason")
  }
}
