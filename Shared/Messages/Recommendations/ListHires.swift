public import Vocabulary

/// Lists hires, heard of last first (A1).
public struct ListHires: ListQuestion {
  /// `coopt.recommendations.list-hires.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "list-hires")

  /// Only those that are attributed, or are not.
  public var outcome: HireOutcome?
  /// Only those that are not attributed for this reason.
  public var reason: UnattributedReason?
  /// Only those of this system.
  public var sourceSystem: String?
  /// Only those of this member's candidates.
  public var memberId: MemberID?
  /// Only those that belong to this recommendation.
  public var recommendationId: RecommendationID?
  /// Only those that hold, or that do not (H1).
  public var inForce: Bool?
  /// How many at most, 1 to 200; 50 where absent.
  public var pageSize: Int?
  /// Where to go on: the `nextPageToken` of the page before.
  public var pageToken: String?

  public init(
    outcome: HireOutcome? = nil, reason: UnattributedReason? = nil, sourceSystem: String? = nil,
    memberId: MemberID? = nil, recommendationId: RecommendationID? = nil, inForce: Bool? = nil, pageSize: Int? = nil,
    pageToken: String? = nil
  ) {
    self.outcome = outcome
    self.reason = reason
    self.sourceSystem = sourceSystem
    self.memberId = memberId
    self.recommendationId = recommendationId
    self.inForce = inForce
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// A thing of the list.
  public typealias Item = ListedHire
}

extension ListHires {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(sourceSystem, "sourceSystem")
    validatePage(&validator)
  }
}
