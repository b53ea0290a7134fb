public import Vocabulary

/// A member signed a version of the charter (M3).
public struct CharterSigned: EventPayload {
  /// `coopt.members.charter-signed.v1`.
  public static let messageType = MessageType(service: "members", name: "charter-signed")

  /// Who signed.
  public var memberId: MemberID
  /// The version.
  public var charterVersion: String

  public init(memberId: MemberID, charterVersion: String) {
    self.memberId = memberId
    self.charterVersion = charterVersion
  }

  /// The `memberId`.
  public var subject: String { memberId.description }
}

extension CharterSigned {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(charterVersion, "charterVersion")
  }
}
