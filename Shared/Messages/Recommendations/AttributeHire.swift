public import Vocabulary

/// Attributes a hire by hand to a recommendation (H2).
///
/// Refusals: `hire-not-found`, `recommendation-not-found`, `hire-already-attributed`.
public struct AttributeHire: ConfirmableDecision {
  /// `coopt.recommendations.attribute-hire.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "attribute-hire")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.hireNotFound, .recommendationNotFound, .hireAlreadyAttributed]

  /// The hire that could not be matched.
  public var hireId: HireID
  /// What it belongs to.
  public var recommendationId: RecommendationID
  /// Why, for the record.
  public var reason: String

  public init(hireId: HireID, recommendationId: RecommendationID, reason: String) {
    self.hireId = hireId
    self.recommendationId = recommendationId
    self.reason = reason
  }

  /// What the accepted reply says: nothing but that it was done, or the decision that waits for a second person (A2).
  public struct Result: Codable, Hashable, Sendable {
    /// The decision that waits, where one does.
    public var decisionId: DecisionID?
    /// `waiting`, where one does.
    public var state: DecisionState?
    /// When it is void, unless somebody confirms it before.
    public var expiresAt: Timestamp?

    public init() {}
  }
}

extension AttributeHire {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.text(reason, "reason", minimum: 1)
  }
}

extension AttributeHire {
  /// The hire.
  public func subject(of result: AttributeHire.Result) -> String { hireId.description }

  /// The reason for the record.
  public var grounds: String? { reason }
}

extension AttributeHire.Result: MayWait {
  /// The answer that it waits.
  public static func waiting(_ decision: WaitingDecision) -> AttributeHire.Result {
    var result = AttributeHire.Result()
    result.decisionId = decision.decisionID
    result.state = .waiting
    result.expiresAt = decision.expiresAt
    return result
  }
}
