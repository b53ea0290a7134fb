public import Vocabulary

/// A second person confirmed what somebody had asked for; it is in force (A2).
///
/// Each service tells it under its own name, beside the events of the command itself.
public struct DecisionConfirmed<Owner: TrailOwner>: EventPayload {
  /// `coopt.<service>.decision-confirmed.v1`.
  public static var messageType: MessageType {
    MessageType(service: Owner.service, name: "decision-confirmed")
  }

  /// The decision.
  public var decisionId: DecisionID
  /// The command that is in force now: its routing key.
  public var command: String
  /// Who had asked for it; who confirmed is the envelope's `actor`.
  public var askedBy: String

  public init(decisionId: DecisionID, command: String, askedBy: String) {
    self.decisionId = decisionId
    self.command = command
    self.askedBy = askedBy
  }

  /// The `decisionId`.
  public var subject: String { decisionId.description }
}

extension DecisionConfirmed {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(command, "command")
    validator.actor(askedBy, "askedBy")
  }
}
