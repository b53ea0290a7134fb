public import Vocabulary

/// Asks for a member, by id or by address (A1).
///
/// Refusal: `member-not-found`.
public struct GetMember: CommandPayload {
  /// `coopt.members.get-member.v1`.
  public static let messageType = MessageType(service: "members", name: "get-member")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.memberNotFound]

  /// The member.
  public var memberId: MemberID?
  /// The member's address, where the id is not given.
  public var email: EmailAddress?

  public init(memberId: MemberID? = nil, email: EmailAddress? = nil) {
    self.memberId = memberId
    self.email = email
  }

  /// What the accepted reply says.
  public typealias Result = DescribedMember
}

extension GetMember {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.check(memberId != nil || email != nil, "memberId", "is required unless email is given")
  }
}
