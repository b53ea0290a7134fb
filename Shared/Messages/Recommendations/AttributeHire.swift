public import Vocabulary

/// Attributes a hire by hand to a recommendation (H2).
///
/// Refusals: `hire-not-found`, `recommendation-not-found`, `hire-already-attributed`.
public struct AttributeHire: DecisionByHand {
  /// `coopt.recommendations.attribute-hire.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "attribute-hire")

  /// The hire that could not be matched.
  public var hireId: HireID
  /// What it belongs to.
  public var recommendationId: RecommendationID
  /// Why, for the record.
  public var reason: String

  /// A command with its data.
  public init(hireId: HireID, recommendationId: RecommendationID, reason: String) {
    self.hireId = hireId
    self.recommendationId = recommendationId
    self.reason = reason
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension AttributeHire {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.text(reason, "reason", minimum: 1)
  }
}

extension AttributeHire {
  /// The hire.
  public func subject(of result: Accepted) -> String { hireId.description }

  /// The reason for the record.
  public var grounds: String? { reason }
}
