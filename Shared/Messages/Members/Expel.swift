public import Vocabulary

/// Ends the membership of somebody who is not admitted again until staff readmit them (M10).
///
/// Also of somebody who left. Refusal: `member-not-active`.
public struct Expel: DecisionByHand {
  /// `coopt.members.expel.v1`.
  public static let messageType = MessageType(service: "members", name: "expel")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.memberNotActive]

  /// Who.
  public var memberId: MemberID
  /// Why, for the record.
  public var reason: String

  public init(memberId: MemberID, reason: String) {
    self.memberId = memberId
    self.reason = reason
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension Expel {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.text(reason, "reason", minimum: 1)
  }
}

extension Expel {
  /// The `memberId`.
  public func subject(of result: Accepted) -> String { memberId.description }

  /// The reason for the record.
  public var grounds: String? { reason }
}
