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
  /// Grows with each thing that is told of the hire; absent in messages of before.
  public var revision: Int?

  public init(
    hireId: HireID, recommendationId: RecommendationID? = nil, withdrawnAt: Timestamp? = nil, revision: Int? = nil
  ) {
    self.hireId = hireId
    self.recommendationId = recommendationId
    self.withdrawnAt = withdrawnAt
    self.revision = revision
  }

  /// The `hireId`.
  public var subject: String { hireId.description }
}

extension HireWithdrawn {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
  }
}
