public import Vocabulary

/// Records a member's visit to the site; one a day counts (M6).
///
/// Refusal: `member-not-active`.
public struct RecordVisit: CommandPayload {
  /// `coopt.members.record-visit.v1`.
  public static let messageType = MessageType(service: "members", name: "record-visit")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.memberNotActive]

  /// Who came.
  public var memberId: MemberID
  /// When, any past instant, of which those of the last 366 days count; now where absent.
  public var at: Timestamp?

  public init(memberId: MemberID, at: Timestamp? = nil) {
    self.memberId = memberId
    self.at = at
  }

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// Whether it was the first of its day, and not of years ago.
    public var counted: Bool

    public init(counted: Bool) {
      self.counted = counted
    }
  }
}
