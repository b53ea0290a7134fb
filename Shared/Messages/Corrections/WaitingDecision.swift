public import Vocabulary

/// What becomes of a decision that takes two people.
public enum DecisionState: String, ClosedEnumeration {
  /// A second person has to confirm it.
  case waiting
  /// It is in force.
  case confirmed
  /// Nobody confirmed it in time.
  case expired
}

/// A command that may have to wait for a second person.
public protocol ConfirmableDecision: DecisionByHand where Result: MayWait {}

/// The answer to such a command.
public protocol MayWait {
  /// The answer that it waits.
  static func waiting(_ decision: WaitingDecision) -> Self

  /// The decision that waits; nil where nothing does.
  var decisionId: DecisionID? { get }
}

/// A decision that waits for a second person, as whoever asked for it is answered.
public struct WaitingDecision: Hashable, Sendable {
  /// The decision.
  public let decisionID: DecisionID
  /// When it is void, unless somebody confirms it before.
  public let expiresAt: Timestamp

  public init(decisionID: DecisionID, expiresAt: Timestamp) {
    self.decisionID = decisionID
    self.expiresAt = expiresAt
  }
}
