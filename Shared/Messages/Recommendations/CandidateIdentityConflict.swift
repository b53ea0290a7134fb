public import Vocabulary

/// One recommendation matched several known candidates; the oldest attribution rules (R4).
public struct CandidateIdentityConflict: EventPayload {
  /// `coopt.recommendations.candidate-identity-conflict.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "candidate-identity-conflict")

  /// The recommendation.
  public var recommendationId: RecommendationID
  /// The candidates, the oldest first.
  public var candidateIds: [CandidateID]

  public init(recommendationId: RecommendationID, candidateIds: [CandidateID]) {
    self.recommendationId = recommendationId
    self.candidateIds = candidateIds
  }

  /// The `recommendationId`.
  public var subject: String { recommendationId.description }
}

extension CandidateIdentityConflict {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.list(candidateIds, "candidateIds")
  }
}
