public import Vocabulary

/// Recommends a candidate for an offer (R1 to R8).
///
/// Refusals: `offer-not-open`, `member-not-active`, `charter-outdated`, `already-recommended-for-offer`,
/// `candidate-already-attributed`, `self-recommendation`, `too-many-refusals`, `id-already-used`.
public struct RecommendCandidate: CommandPayload {
  /// `coopt.recommendations.recommend-candidate.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "recommend-candidate")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [
    .offerNotOpen, .memberNotActive, .charterOutdated, .alreadyRecommendedForOffer, .candidateAlreadyAttributed,
    .selfRecommendation, .tooManyRefusals,
    .idAlreadyUsed,
  ]

  /// The recommendation's id; made by the service where absent.
  public var recommendationId: RecommendationID?
  /// For which offer.
  public var offerId: OfferID
  /// Who recommends.
  public var memberId: MemberID
  /// Whom.
  public var candidate: CandidateDetails
  /// What the member says of the candidate, for staff only.
  public var message: String?

  public init(
    recommendationId: RecommendationID? = nil,
    offerId: OfferID,
    memberId: MemberID,
    candidate: CandidateDetails,
    message: String? = nil
  ) {
    self.recommendationId = recommendationId
    self.offerId = offerId
    self.memberId = memberId
    self.candidate = candidate
    self.message = message
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The recommendation.
    public var recommendationId: RecommendationID
    /// The candidate.
    public var candidateId: CandidateID
    /// What a hire will pay (R7).
    public var quote: Quote
    /// Whether the candidate works where the member does (R6).
    public var conflictOfInterest: Bool

    public init(recommendationId: RecommendationID, candidateId: CandidateID, quote: Quote, conflictOfInterest: Bool) {
      self.recommendationId = recommendationId
      self.candidateId = candidateId
      self.quote = quote
      self.conflictOfInterest = conflictOfInterest
    }
  }
}

extension RecommendCandidate {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    candidate.validate(&validator, at: "candidate")
    validator.text(message, "message")
  }
}
