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
  /// Why, as the member is told (Q4); the free text stays with staff.
  public var reasonCode: RejectionCode?
  /// Grows with each decision about the interview, from 1; absent in messages of before there were corrections.
  public var revision: Int?

  public init(
    recommendationId: RecommendationID, memberId: MemberID, offerId: OfferID, reason: String? = nil,
    reasonCode: RejectionCode? = nil, revision: Int? = nil
  ) {
    self.recommendationId = recommendationId
    self.memberId = memberId
    self.offerId = offerId
    self.reason = reason
    self.reasonCode = reasonCode
    self.revision = revision
  }

  /// The `recommendationId`.
  public var subject: String { recommendationId.description }
}

extension CandidateRejected {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
    validator.text(reason, "reason")
  }
}
