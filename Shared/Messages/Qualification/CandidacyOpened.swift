public import Vocabulary

/// Which recommendation a candidacy stands for: what `candidate-transmitted` must not say.
///
/// Bound by recommendations alone (M8).
public struct CandidacyOpened: EventPayload {
  /// `coopt.qualification.candidacy-opened.v1`.
  public static let messageType = MessageType(service: "qualification", name: "candidacy-opened")

  /// The company's view of the candidate.
  public var candidacyId: CandidacyID
  /// The recommendation.
  public var recommendationId: RecommendationID
  /// The candidate.
  public var candidateId: CandidateID
  /// For which offer.
  public var offerId: OfferID
  /// Which company.
  public var companyId: CompanyID

  public init(
    candidacyId: CandidacyID,
    recommendationId: RecommendationID,
    candidateId: CandidateID,
    offerId: OfferID,
    companyId: CompanyID
  ) {
    self.candidacyId = candidacyId
    self.recommendationId = recommendationId
    self.candidateId = candidateId
    self.offerId = offerId
    self.companyId = companyId
  }

  /// The `candidacyId`.
  public var subject: String { candidacyId.description }
}
