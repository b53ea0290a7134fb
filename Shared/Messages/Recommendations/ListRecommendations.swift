public import Vocabulary

/// Lists recommendations, the newest first (A1).
public struct ListRecommendations: ListQuestion {
  /// `coopt.recommendations.list-recommendations.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "list-recommendations")

  /// Only those of this member.
  public var memberId: MemberID?
  /// Only those for this offer.
  public var offerId: OfferID?
  /// Only those for offers of this company.
  public var companyId: CompanyID?
  /// Only those of this candidate.
  public var candidateId: CandidateID?
  /// Only those of this state.
  public var state: RecommendationState?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(
    memberId: MemberID? = nil, offerId: OfferID? = nil, companyId: CompanyID? = nil, candidateId: CandidateID? = nil,
    state: RecommendationState? = nil, pageSize: Int? = nil, pageToken: String? = nil
  ) {
    self.memberId = memberId
    self.offerId = offerId
    self.companyId = companyId
    self.candidateId = candidateId
    self.state = state
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedRecommendation
}
