public import Vocabulary

/// A hire is not in force (H3).
public struct HireWithdrawn: EventPayload {
  /// `coopt.recommendations.hire-withdrawn.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "hire-withdrawn")

  /// The hire.
  public var hireId: HireID
  /// What it had been attributed to.
  public var recommendationId: RecommendationID?

  /// An event with its data.
  public init(hireId: HireID, recommendationId: RecommendationID? = nil) {
    self.hireId = hireId
    self.recommendationId = recommendationId
  }

  /// The `hireId`.
  public var subject: String { hireId.description }
}
