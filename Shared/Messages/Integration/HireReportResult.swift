public import Vocabulary

/// What the sender of a hire or of its withdrawal learns; never a recommendation or a member.
public struct HireReportResult: Codable, Hashable, Sendable {
  /// The hire.
  public var hireId: HireID
  /// What became of it.
  public var outcome: HireOutcome
  /// Why it could not be matched.
  public var reason: UnattributedReason?

  /// A value with its fields.
  public init(hireId: HireID, outcome: HireOutcome, reason: UnattributedReason? = nil) {
    self.hireId = hireId
    self.outcome = outcome
    self.reason = reason
  }
}
