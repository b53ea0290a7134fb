public import Vocabulary

/// Lists interviews, asked for last first unless it says otherwise (A1).
public struct ListInterviews: ListQuestion {
  /// `coopt.qualification.list-interviews.v1`.
  public static let messageType = MessageType(service: "qualification", name: "list-interviews")

  /// Only those of this state.
  public var state: InterviewState?
  /// Only those for this offer.
  public var offerId: OfferID?
  /// Only those of these recommendations, 1 to 100.
  public var recommendationIds: [RecommendationID]?
  /// Which end comes first; the newest where absent.
  public var order: ListOrder?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(
    state: InterviewState? = nil, offerId: OfferID? = nil, recommendationIds: [RecommendationID]? = nil,
    order: ListOrder? = nil, pageSize: Int? = nil, pageToken: String? = nil
  ) {
    self.state = state
    self.offerId = offerId
    self.recommendationIds = recommendationIds
    self.order = order
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedInterview
}

extension ListInterviews {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.list(recommendationIds, "recommendationIds", minimum: 1)
    validatePage(&validator)
  }
}
