public import Vocabulary

/// Lists interviews, asked for last first (A1).
public struct ListInterviews: ListQuestion {
  /// `coopt.qualification.list-interviews.v1`.
  public static let messageType = MessageType(service: "qualification", name: "list-interviews")

  /// Only those of this state.
  public var state: InterviewState?
  /// Only those for this offer.
  public var offerId: OfferID?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(state: InterviewState? = nil, offerId: OfferID? = nil, pageSize: Int? = nil, pageToken: String? = nil) {
    self.state = state
    self.offerId = offerId
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedInterview
}
