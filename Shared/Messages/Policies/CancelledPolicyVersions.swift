public import Vocabulary

/// The scheduled versions of a policy that were withdrawn, or the decision that waits for a second person (A2).
public struct CancelledPolicyVersions: Codable, Hashable, Sendable {
  /// The version that was named, and those scheduled after it, in order; they never come in force.
  ///
  /// Absent while the decision waits.
  public var versions: [Int]?
  /// The decision that waits, where one does.
  public var decisionId: DecisionID?
  /// `waiting`, where one does.
  public var state: DecisionState?
  /// When it is void, unless somebody confirms it before.
  public var expiresAt: Timestamp?

  public init(versions: [Int]) {
    self.versions = versions
  }

  private init(_ decision: WaitingDecision) {
    decisionId = decision.decisionID
    state = .waiting
    expiresAt = decision.expiresAt
  }
}

extension CancelledPolicyVersions: MayWait {
  /// The answer that it waits.
  public static func waiting(_ decision: WaitingDecision) -> CancelledPolicyVersions {
    CancelledPolicyVersions(decision)
  }
}
