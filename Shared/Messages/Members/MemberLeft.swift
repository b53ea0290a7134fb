public import Vocabulary

/// A member left (M5).
public struct MemberLeft: EventPayload {
  /// `coopt.members.member-left.v1`.
  public static let messageType = MessageType(service: "members", name: "member-left")

  /// Who left.
  public var memberId: MemberID
  /// When; decides what is due for hires around it (W2).
  public var leftAt: Timestamp?

  public init(memberId: MemberID, leftAt: Timestamp? = nil) {
    self.memberId = memberId
    self.leftAt = leftAt
  }

  /// The `memberId`.
  public var subject: String { memberId.description }
}
