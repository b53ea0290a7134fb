public import Vocabulary

/// Signs a version of the charter (M3).
///
/// Refusals: `member-not-active`, `charter-outdated`.
public struct SignCharter: CommandPayload {
  /// `coopt.members.sign-charter.v1`.
  public static let messageType = MessageType(service: "members", name: "sign-charter")
  /// What it may be refused with, besides `invalid-message`.
  public static let refusals: [ProblemCode] = [.memberNotActive, .charterOutdated]

  /// Who signs.
  public var memberId: MemberID
  /// The version in force.
  public var charterVersion: String

  public init(memberId: MemberID, charterVersion: String) {
    self.memberId = memberId
    self.charterVersion = charterVersion
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension SignCharter {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(charterVersion, "charterVersion")
  }
}
