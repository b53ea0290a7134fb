public import Vocabulary

/// The version that a changed policy got, or the decision that waits for a second person (A2).
public struct PolicyVersion: Codable, Hashable, Sendable {
  /// The version: in force now, unless a date is given; absent while the decision waits.
  public var version: Int?
  /// When the version comes in force, where that is yet to come.
  public var inForceFrom: Timestamp?
  /// The decision that waits, where one does.
  public var decisionId: DecisionID?
  /// `waiting`, where one does.
  public var state: DecisionState?
  /// When it is void, unless somebody confirms it before.
  public var expiresAt: Timestamp?

  public init(version: Int, inForceFrom: Timestamp? = nil) {
    self.version = version
    self.inForceFrom = inForceFrom
  }

  private init(_ decision: WaitingDecision) {
    decisionId = decision.decisionID
    state = .waiting
    expiresAt = decision.expiresAt
  }
}

extension PolicyVersion: MayWait {
  /// The answer that it waits.
  public static func waiting(_ decision: WaitingDecision) -> PolicyVersion { PolicyVersion(decision) }
}
