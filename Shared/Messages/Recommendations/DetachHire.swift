public import Vocabulary

/// Takes a hire from the recommendation it is attributed to; everything it caused is reversed (H4).
///
/// Refusals: `hire-not-found`, `hire-not-attributed`.
public struct DetachHire: DecisionByHand {
  /// `coopt.recommendations.detach-hire.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "detach-hire")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.hireNotFound, .hireNotAttributed]

  /// Which.
  public var hireId: HireID
  /// Why, for the record.
  public var reason: String

  public init(hireId: HireID, reason: String) {
    self.hireId = hireId
    self.reason = reason
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension DetachHire {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.text(reason, "reason", minimum: 1)
  }
}

extension DetachHire {
  /// The `hireId`.
  public func subject(of result: Accepted) -> String { hireId.description }

  /// The reason for the record.
  public var grounds: String? { reason }
}
