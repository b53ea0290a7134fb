public import Vocabulary

/// What the sender of a hire or of its withdrawal learns; never a recommendation or a member.
public struct HireReportResult: Codable, Hashable, Sendable {
  /// The hire.
  public var hireId: HireID
  /// What became of it.
  public var outcome: HireOutcome
  /// Given where it is not attributed: `no-match`, and nothing finer.
  public var reason: UnmatchedReason?

  public init(hireId: HireID, outcome: HireOutcome, reason: UnmatchedReason? = nil) {
    self.hireId = hireId
    self.outcome = outcome
    self.reason = reason
  }
}
