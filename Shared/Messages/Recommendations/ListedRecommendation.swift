public import Vocabulary

/// A recommendation as a list shows it.
public struct ListedRecommendation: Listed {
  /// `recommendations`.
  public static let listName = "recommendations"

  /// The recommendation.
  public var recommendationId: RecommendationID
  /// For which offer.
  public var offerId: OfferID
  /// Who recommends.
  public var memberId: MemberID
  /// Whom.
  public var candidateId: CandidateID
  /// How far it came.
  public var state: RecommendationState
  /// When it was attributed.
  public var at: Timestamp
  /// What a hire pays (R7).
  public var quote: Quote
  /// Whether it pays the designated charity instead (W4).
  public var conflictOfInterest: Bool

  public init(
    recommendationId: RecommendationID, offerId: OfferID, memberId: MemberID, candidateId: CandidateID,
    state: RecommendationState, at: Timestamp, quote: Quote, conflictOfInterest: Bool
  ) {
    self.recommendationId = recommendationId
    self.offerId = offerId
    self.memberId = memberId
    self.candidateId = candidateId
    self.state = state
    self.at = at
    self.quote = quote
    self.conflictOfInterest = conflictOfInterest
  }
}
