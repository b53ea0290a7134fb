public import Vocabulary

/// A hire is not in force (H3).
public struct HireWithdrawn: EventPayload {
  /// `coopt.recommendations.hire-withdrawn.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "hire-withdrawn")

  /// The hire.
  public var hireId: HireID
  /// What it had been attributed to.
  public var recommendationId: RecommendationID?
  /// The latest withdrawal received; with the hire's `hiredAt` it tells what holds, whichever event comes first (H1).
  public var withdrawnAt: Timestamp?

  public init(hireId: HireID, recommendationId: RecommendationID? = nil, withdrawnAt: Timestamp? = nil) {
    self.hireId = hireId
    self.recommendationId = recommendationId
    self.withdrawnAt = withdrawnAt
  }

  /// The `hireId`.
  public var subject: String { hireId.description }
}
