public import Vocabulary

/// What a member is recognised by, as it is now; bound by recommendations alone, which compare it (R5, M9).
public struct MemberIdentified: EventPayload {
  /// `coopt.members.member-identified.v1`.
  public static let messageType = MessageType(service: "members", name: "member-identified")

  /// The member.
  public var memberId: MemberID
  /// Grows with each change of the member; the greatest is the latest.
  public var revision: Int
  /// Keyed hashes of what identifies the member (R4, R5).
  public var identityKeys: [IdentityKey]
  /// Keyed hashes of what identified the person before, and does not any more (R5).
  public var formerKeys: [IdentityKey]?

  public init(memberId: MemberID, revision: Int, identityKeys: [IdentityKey], formerKeys: [IdentityKey]? = nil) {
    self.memberId = memberId
    self.revision = revision
    self.identityKeys = identityKeys
    self.formerKeys = formerKeys
  }

  /// The `memberId`.
  public var subject: String { memberId.description }
}

extension MemberIdentified {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.list(formerKeys, "formerKeys")
    validator.version(revision, "revision")
    validator.list(identityKeys, "identityKeys")
  }
}
