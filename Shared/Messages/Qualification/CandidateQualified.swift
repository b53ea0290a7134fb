public import Vocabulary

/// A candidate is qualified (Q1).
public struct CandidateQualified: EventPayload {
  /// `coopt.qualification.candidate-qualified.v1`.
  public static let messageType = MessageType(service: "qualification", name: "candidate-qualified")

  /// The recommendation.
  public var recommendationId: RecommendationID
  /// Who recommended.
  public var memberId: MemberID
  /// For which offer.
  public var offerId: OfferID
  /// Why.
  public var reason: String?
  /// Grows with each decision about the interview, from 1; absent in messages of before there were corrections.
  public var revision: Int?

  public init(
    recommendationId: RecommendationID, memberId: MemberID, offerId: OfferID, reason: String? = nil,
    revision: Int? = nil
  ) {
    self.recommendationId = recommendationId
    self.memberId = memberId
    self.offerId = offerId
    self.reason = reason
    self.revision = revision
  }

  /// The `recommendationId`.
  public var subject: String { recommendationId.description }
}

extension CandidateQualified {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
    validator.text(reason, "reason")
  }
}
