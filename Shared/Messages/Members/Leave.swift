public import Vocabulary

/// Leaves the community (M5).
///
/// Refusal: `member-not-active`.
public struct Leave: CommandPayload {
  /// `coopt.members.leave.v1`.
  public static let messageType = MessageType(service: "members", name: "leave")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.memberNotActive]

  /// Who leaves.
  public var memberId: MemberID

  public init(memberId: MemberID) {
    self.memberId = memberId
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}
