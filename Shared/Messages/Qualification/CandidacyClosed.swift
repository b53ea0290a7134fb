public import Vocabulary

/// A company does not retain a candidate that it got (Q5); bound by notifications alone, since it names candidacy and member (M8).
public struct CandidacyClosed: EventPayload {
  /// `coopt.qualification.candidacy-closed.v1`.
  public static let messageType = MessageType(service: "qualification", name: "candidacy-closed")

  /// The company's view of the candidate.
  public var candidacyId: CandidacyID
  /// The recommendation.
  public var recommendationId: RecommendationID
  /// For which offer.
  public var offerId: OfferID
  /// Who recommended.
  public var memberId: MemberID
  /// Why; for staff alone.
  public var reason: String?

  public init(
    candidacyId: CandidacyID, recommendationId: RecommendationID, offerId: OfferID, memberId: MemberID,
    reason: String? = nil
  ) {
    self.candidacyId = candidacyId
    self.recommendationId = recommendationId
    self.offerId = offerId
    self.memberId = memberId
    self.reason = reason
  }

  /// The `candidacyId`.
  public var subject: String { candidacyId.description }
}

extension CandidacyClosed {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.text(reason, "reason", minimum: 1)
  }
}
