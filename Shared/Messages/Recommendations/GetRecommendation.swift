public import Vocabulary

/// Asks how far a recommendation came.
///
/// Refusal: `recommendation-not-found`.
public struct GetRecommendation: CommandPayload {
  /// `coopt.recommendations.get-recommendation.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "get-recommendation")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.recommendationNotFound]

  /// The recommendation.
  public var recommendationId: RecommendationID

  public init(recommendationId: RecommendationID) {
    self.recommendationId = recommendationId
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The recommendation.
    public var recommendationId: RecommendationID
    /// For which offer.
    public var offerId: OfferID
    /// Who recommends.
    public var memberId: MemberID
    /// Whom.
    public var candidateId: CandidateID
    /// What a hire will pay.
    public var quote: Quote
    /// How far it came.
    public var state: RecommendationState
    /// The states it reached, the oldest first.
    public var history: [RecommendationStateChange]
    /// Whose offer it is.
    public var companyId: CompanyID?
    /// Whether a hire pays the designated charity instead (R6, W4), as things stand.
    public var conflictOfInterest: Bool?

    public init(
      recommendationId: RecommendationID,
      offerId: OfferID,
      memberId: MemberID,
      candidateId: CandidateID,
      quote: Quote,
      state: RecommendationState,
      history: [RecommendationStateChange],
      companyId: CompanyID? = nil,
      conflictOfInterest: Bool? = nil
    ) {
      self.recommendationId = recommendationId
      self.offerId = offerId
      self.memberId = memberId
      self.candidateId = candidateId
      self.quote = quote
      self.state = state
      self.history = history
      self.companyId = companyId
      self.conflictOfInterest = conflictOfInterest
    }
  }
}
