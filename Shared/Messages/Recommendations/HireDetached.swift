public import Vocabulary

/// Staff took a hire from a recommendation (H4).
public struct HireDetached: EventPayload {
  /// `coopt.recommendations.hire-detached.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "hire-detached")

  /// The hire.
  public var hireId: HireID
  /// Grows with each thing that is told of the hire; the greatest is the latest.
  public var revision: Int
  /// What it belonged to.
  public var recommendationId: RecommendationID
  /// Who had recommended.
  public var memberId: MemberID
  /// Why; for staff alone.
  public var reason: String?

  public init(
    hireId: HireID, revision: Int, recommendationId: RecommendationID, memberId: MemberID, reason: String? = nil
  ) {
    self.hireId = hireId
    self.revision = revision
    self.recommendationId = recommendationId
    self.memberId = memberId
    self.reason = reason
  }

  /// The `hireId`.
  public var subject: String { hireId.description }
}

extension HireDetached {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(revision, "revision")
    validator.text(reason, "reason", minimum: 1)
  }
}
