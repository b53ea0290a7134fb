public import Vocabulary

/// An interview as staff see it.
public struct ListedInterview: Listed {
  /// `interviews`.
  public static let listName = "interviews"

  /// The recommendation.
  public var recommendationId: RecommendationID
  /// For which offer.
  public var offerId: OfferID
  /// The offer's title; absent of one that was published before titles were kept here.
  public var offerTitle: String?
  /// How far it came.
  public var state: InterviewState
  /// When it was asked for.
  public var requestedAt: Timestamp
  /// Whom to call; absent until it is heard of.
  public var candidate: NamedCandidate?
  /// What the member says of the candidate.
  public var message: String?
  /// Whether candidate and member have the same employer (R6).
  public var conflictOfInterest: Bool
  /// When it was held.
  public var interviewedAt: Timestamp?
  /// Why the candidate was rejected, as the member is told (Q4).
  public var reasonCode: RejectionCode?
  /// Why the candidate was rejected, for staff alone (Q4).
  public var reason: String?
  /// What the company may read.
  public var summary: String?
  /// Whether the candidate was told of the processing (GDPR article 14); absent while nothing is decided.
  public var candidateInformed: Bool?
  /// When its decision was recorded, or corrected last.
  public var decidedAt: Timestamp?
  /// Whose offer it is.
  public var companyId: CompanyID?
  /// Who recommends; for staff alone (M8).
  public var memberId: MemberID?
  /// Whom they recommend.
  public var candidateId: CandidateID?
  /// By which name the company has the candidate.
  public var candidacyId: CandidacyID?
  /// What became of that candidacy.
  public var candidacyState: CandidacyState?

  public init(
    recommendationId: RecommendationID, offerId: OfferID, offerTitle: String? = nil, state: InterviewState,
    requestedAt: Timestamp, candidate: NamedCandidate? = nil, message: String? = nil, conflictOfInterest: Bool,
    interviewedAt: Timestamp? = nil, reasonCode: RejectionCode? = nil, reason: String? = nil, summary: String? = nil,
    candidateInformed: Bool? = nil, decidedAt: Timestamp? = nil, companyId: CompanyID? = nil,
    memberId: MemberID? = nil, candidateId: CandidateID? = nil, candidacyId: CandidacyID? = nil,
    candidacyState: CandidacyState? = nil
  ) {
    self.recommendationId = recommendationId
    self.offerId = offerId
    self.offerTitle = offerTitle
    self.state = state
    self.requestedAt = requestedAt
    self.candidate = candidate
    self.message = message
    self.conflictOfInterest = conflictOfInterest
    self.interviewedAt = interviewedAt
    self.reasonCode = reasonCode
    self.reason = reason
    self.summary = summary
    self.candidateInformed = candidateInformed
    self.decidedAt = decidedAt
    self.companyId = companyId
    self.memberId = memberId
    self.candidateId = candidateId
    self.candidacyId = candidacyId
    self.candidacyState = candidacyState
  }
}
