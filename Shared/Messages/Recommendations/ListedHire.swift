public import Vocabulary

/// A hire as a list shows it.
public struct ListedHire: Listed {
  /// `hires`.
  public static let listName = "hires"

  /// The hire.
  public var hireId: HireID
  /// Which system reports it.
  public var sourceSystem: String
  /// The application, in that system.
  public var applicationId: String
  /// The offer that was reported, or that it belongs to.
  public var offerId: OfferID?
  /// The offer's name that was reported.
  public var offerReference: String?
  /// The company that was reported.
  public var companyId: CompanyID?
  /// Whether it belongs to a recommendation.
  public var outcome: HireOutcome
  /// Why it belongs to none.
  public var reason: UnattributedReason?
  /// When; absent where only a withdrawal came.
  public var hiredAt: Timestamp?
  /// When it was withdrawn last.
  public var withdrawnAt: Timestamp?
  /// Whether it holds (H1).
  public var inForce: Bool
  /// What it belongs to.
  public var recommendationId: RecommendationID?

  public init(
    hireId: HireID, sourceSystem: String, applicationId: String, offerId: OfferID? = nil, offerReference: String? = nil,
    companyId: CompanyID? = nil, outcome: HireOutcome, reason: UnattributedReason? = nil, hiredAt: Timestamp? = nil,
    withdrawnAt: Timestamp? = nil, inForce: Bool, recommendationId: RecommendationID? = nil
  ) {
    self.hireId = hireId
    self.sourceSystem = sourceSystem
    self.applicationId = applicationId
    self.offerId = offerId
    self.offerReference = offerReference
    self.companyId = companyId
    self.outcome = outcome
    self.reason = reason
    self.hiredAt = hiredAt
    self.withdrawnAt = withdrawnAt
    self.inForce = inForce
    self.recommendationId = recommendationId
  }
}
