import Vocabulary

/// A command by which somebody decides by hand: it moves money, changes a policy, registers or corrects something (A2).
///
/// To conform is all that such a command does about it: it is refused without an `actor`, before anybody looks at what it
/// is about, and once accepted it is kept in its service's trail of corrections.
public protocol DecisionByHand: CommandPayload {
  /// Whether this one is refused without an actor; true unless a command says otherwise.
  ///
  /// One that is not refused is kept in the trail where it names an actor.
  var requiresActor: Bool { get }

  /// The id of the thing that was decided about, as the trail names it: the one given first.
  func subject(of result: Result) -> String

  /// Why, where the command says so; at most 10 000 characters.
  var grounds: String? { get }
}

extension DecisionByHand {
  /// Who decides by hand is named.
  public var requiresActor: Bool { true }

  /// Nothing said.
  public var grounds: String? { nil }

  /// What the trail keeps.
  public func decision(_ result: Result) -> DecisionRecord? {
    DecisionRecord(subject: subject(of: result), reason: grounds)
  }
}

/// What a decision by hand was about, and why it was taken.
public struct DecisionRecord: Hashable, Sendable {
  /// The id of the thing.
  public let subject: String
  /// Why, in the words of whoever decided.
  public let reason: String?

  public init(subject: String, reason: String? = nil) {
    self.subject = subject
    self.reason = reason
  }
}

extension DecisionByHand where Result == PolicyVersion {
  /// The new version; the decision that waits, where there is none yet.
  public func subject(of result: PolicyVersion) -> String {
    result.version.map { String($0) } ?? result.decisionId?.description ?? ""
  }
}

extension DecisionByHand where Result == CancelledPolicyVersions {
  /// The version that was named, which is the first; the decision that waits, where none is withdrawn yet.
  public func subject(of result: CancelledPolicyVersions) -> String {
    result.versions?.first.map { String($0) } ?? result.decisionId?.description ?? ""
  }
}
