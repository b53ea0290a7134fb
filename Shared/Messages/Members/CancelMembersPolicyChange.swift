/// Withdraws a version of the members policy that is scheduled, and those scheduled after it.
public struct CancelMembersPolicyChange: DecisionByHand {
  /// `coopt.members.cancel-policy-change.v1`.
  public static let messageType = MessageType(service: "members", name: "cancel-policy-change")

  /// The scheduled version.
  public var version: Int

  public init(version: Int) {
    self.version = version
  }

  /// The versions withdrawn.
  public typealias Result = CancelledPolicyVersions
}

extension CancelMembersPolicyChange {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.range(version, 1...Validator.maximumCount, "version")
  }
}
