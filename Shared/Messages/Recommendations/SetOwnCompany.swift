public import Vocabulary

/// Says whether candidate and member had the same employer, with a reason; it stands against what an interview says (R6).
///
/// Refusal: `recommendation-not-found`.
public struct SetOwnCompany: DecisionByHand {
  /// `coopt.recommendations.set-own-company.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "set-own-company")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.recommendationNotFound]

  /// Which.
  public var recommendationId: RecommendationID
  /// Whether they had.
  public var conflictOfInterest: Bool
  /// Why, for the record.
  public var reason: String

  public init(recommendationId: RecommendationID, conflictOfInterest: Bool, reason: String) {
    self.recommendationId = recommendationId
    self.conflictOfInterest = conflictOfInterest
    self.reason = reason
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension SetOwnCompany {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.text(reason, "reason", minimum: 1)
  }
}

extension SetOwnCompany {
  /// The `recommendationId`.
  public func subject(of result: Accepted) -> String { recommendationId.description }

  /// The reason for the record.
  public var grounds: String? { reason }
}
