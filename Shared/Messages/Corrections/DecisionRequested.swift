public import Vocabulary

/// Somebody asked for something that takes two people; it waits (A2).
///
/// Each service tells it under its own name. What was asked for in detail, `list-decisions` says.
public struct DecisionRequested<Owner: TrailOwner>: EventPayload {
  /// `coopt.<service>.decision-requested.v1`.
  public static var messageType: MessageType {
    MessageType(service: Owner.service, name: "decision-requested")
  }

  /// The decision.
  public var decisionId: DecisionID
  /// The command that was asked for: its routing key.
  public var command: String
  /// When it is void, unless somebody confirms it before.
  public var expiresAt: Timestamp

  public init(decisionId: DecisionID, command: String, expiresAt: Timestamp) {
    self.decisionId = decisionId
    self.command = command
    self.expiresAt = expiresAt
  }

  /// The `decisionId`.
  public var subject: String { decisionId.description }
}

extension DecisionRequested {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(command, "command")
  }
}
