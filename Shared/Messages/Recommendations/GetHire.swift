public import Vocabulary

/// Asks for all that is kept of one hire, and whom and what its report can mean (A1, H2).
///
/// Refusal: `hire-not-found`.
public struct GetHire: CommandPayload {
  /// `coopt.recommendations.get-hire.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "get-hire")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.hireNotFound]

  /// Which.
  public var hireId: HireID

  public init(hireId: HireID) {
    self.hireId = hireId
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The hire.
    public var hireId: HireID
    /// Which system reports it.
    public var sourceSystem: String
    /// The application, in that system.
    public var applicationId: String
    /// When it was heard of first.
    public var heardAt: Timestamp
    /// The offer that was reported.
    public var offerId: OfferID?
    /// The offer's name that was reported.
    public var offerReference: String?
    /// The company that was reported.
    public var companyId: CompanyID?
    /// The candidate, where the report names one of ours.
    public var candidateId: CandidateID?
    /// The candidacy, where the report names one.
    public var candidacyId: CandidacyID?
    /// Whether the report gave an address or a telephone number; neither is kept, but to recognise who has it.
    public var hasContact: Bool
    /// Whether it belongs to a recommendation.
    public var outcome: HireOutcome
    /// Why it belongs to none.
    public var reason: UnattributedReason?
    /// When, by the report that counts; absent where only a withdrawal came.
    public var hiredAt: Timestamp?
    /// When the work begins, by that report.
    public var startsAt: Timestamp?
    /// As of when that report speaks (H1).
    public var reportedAsOf: Timestamp?
    /// When it was withdrawn last.
    public var withdrawnAt: Timestamp?
    /// As of when that withdrawal speaks (H1).
    public var withdrawnAsOf: Timestamp?
    /// Whether it holds (H1).
    public var inForce: Bool
    /// What it belongs to.
    public var recommendationId: RecommendationID?
    /// Whose candidate it is.
    public var memberId: MemberID?
    /// Why it was attributed by hand.
    public var attributedBecause: String?
    /// The offers that its report can mean, published last first; ten at most.
    public var offerIds: [OfferID]
    /// The candidates that its report can mean; ten at most.
    public var candidateIds: [CandidateID]
    /// Later reports that named another offer or candidate, the earliest date first.
    public var differingReports: [DifferingHireReport]
    /// Reports that a later withdrawal left without effect, the earliest first.
    public var outdatedReports: [OutdatedHireReport]

    public init(
      hireId: HireID, sourceSystem: String, applicationId: String, heardAt: Timestamp, offerId: OfferID? = nil,
      offerReference: String? = nil, companyId: CompanyID? = nil, candidateId: CandidateID? = nil,
      candidacyId: CandidacyID? = nil, hasContact: Bool, outcome: HireOutcome, reason: UnattributedReason? = nil,
      hiredAt: Timestamp? = nil, startsAt: Timestamp? = nil, reportedAsOf: Timestamp? = nil,
      withdrawnAt: Timestamp? = nil, withdrawnAsOf: Timestamp? = nil, inForce: Bool,
      recommendationId: RecommendationID? = nil, memberId: MemberID? = nil, attributedBecause: String? = nil,
      offerIds: [OfferID], candidateIds: [CandidateID], differingReports: [DifferingHireReport],
      outdatedReports: [OutdatedHireReport]
    ) {
      self.hireId = hireId
      self.sourceSystem = sourceSystem
      self.applicationId = applicationId
      self.heardAt = heardAt
      self.offerId = offerId
      self.offerReference = offerReference
      self.companyId = companyId
      self.candidateId = candidateId
      self.candidacyId = candidacyId
      self.hasContact = hasContact
      self.outcome = outcome
      self.reason = reason
      self.hiredAt = hiredAt
      self.startsAt = startsAt
      self.reportedAsOf = reportedAsOf
      self.withdrawnAt = withdrawnAt
      self.withdrawnAsOf = withdrawnAsOf
      self.inForce = inForce
      self.recommendationId = recommendationId
      self.memberId = memberId
      self.attributedBecause = attributedBecause
      self.offerIds = offerIds
      self.candidateIds = candidateIds
      self.differingReports = differingReports
      self.outdatedReports = outdatedReports
    }
  }
}
