public import Vocabulary

/// Who the candidate works for, as the candidate said in the interview (R6); bound by recommendations alone (M9).
public struct EmployerStated: EventPayload {
  /// `coopt.qualification.employer-stated.v1`.
  public static let messageType = MessageType(service: "qualification", name: "employer-stated")

  /// The recommendation.
  public var recommendationId: RecommendationID
  /// Who the candidate works for.
  public var currentEmployer: Employer
  /// When it was recorded.
  public var statedAt: Timestamp

  public init(recommendationId: RecommendationID, currentEmployer: Employer, statedAt: Timestamp) {
    self.recommendationId = recommendationId
    self.currentEmployer = currentEmployer
    self.statedAt = statedAt
  }

  /// The `recommendationId`.
  public var subject: String { recommendationId.description }
}

extension EmployerStated {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    currentEmployer.validate(&validator, at: "currentEmployer")
  }
}
