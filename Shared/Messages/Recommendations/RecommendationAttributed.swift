public import Vocabulary

/// A candidate is attributed to a member (R2).
public struct RecommendationAttributed: EventPayload {
  /// `coopt.recommendations.recommendation-attributed.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "recommendation-attributed")

  /// The recommendation.
  public var recommendationId: RecommendationID
  /// For which offer.
  public var offerId: OfferID
  /// Whose offer.
  public var companyId: CompanyID
  /// Who recommends.
  public var memberId: MemberID
  /// Whom.
  public var candidateId: CandidateID
  /// What a hire will pay (R7).
  public var quote: Quote
  /// Whether the candidate works where the member does (R6).
  public var conflictOfInterest: Bool

  public init(
    recommendationId: RecommendationID,
    offerId: OfferID,
    companyId: CompanyID,
    memberId: MemberID,
    candidateId: CandidateID,
    quote: Quote,
    conflictOfInterest: Bool
  ) {
    self.recommendationId = recommendationId
    self.offerId = offerId
    self.companyId = companyId
    self.memberId = memberId
    self.candidateId = candidateId
    self.quote = quote
    self.conflictOfInterest = conflictOfInterest
  }

  /// The `recommendationId`.
  public var subject: String { recommendationId.description }
}

extension RecommendationAttributed {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    quote.validate(&validator, at: "quote")
  }
}
