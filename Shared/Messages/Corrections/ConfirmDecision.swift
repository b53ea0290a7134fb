public import Vocabulary

/// Puts in force what somebody else asked for by hand: two people decide (A2).
///
/// Each service that has such decisions has a type of its own: `coopt.<service>.confirm-decision.v1`. Refusals:
/// `decision-not-found`, `decision-already-confirmed`, `decision-expired`, `same-actor`, and those of the command that was
/// asked for, which is looked at anew.
public struct ConfirmDecision<Owner: TrailOwner>: DecisionByHand {
  /// `coopt.<service>.confirm-decision.v1`.
  public static var messageType: MessageType {
    MessageType(service: Owner.service, name: "confirm-decision")
  }
  /// What it may be refused with, besides `invalid-message`.
  public static var refusals: [ProblemCode] {
    // What was asked for may not be possible any more.
    [
      .decisionNotFound, .decisionAlreadyConfirmed, .decisionExpired, .sameActor, .policyChangePending,
      .policyVersionNotFound, .policyAlreadyInForce, .hireNotFound, .recommendationNotFound, .hireAlreadyAttributed,
    ]
  }

  /// The decision that waits.
  public var decisionId: DecisionID

  public init(decisionId: DecisionID) {
    self.decisionId = decisionId
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The decision.
    public var decisionId: DecisionID
    /// The command that is in force now: its routing key.
    public var command: String
    /// What that command's own answer would have been.
    public var result: JSONObject

    public init(decisionId: DecisionID, command: String, result: JSONObject) {
      self.decisionId = decisionId
      self.command = command
      self.result = result
    }
  }
}

extension ConfirmDecision {
  /// The decision.
  public func subject(of result: ConfirmDecision.Result) -> String { decisionId.description }
}
