/// Withdraws a version of the offers policy that is scheduled, and those scheduled after it.
public struct CancelOffersPolicyChange: DecisionByHand {
  /// `coopt.offers.cancel-policy-change.v1`.
  public static let messageType = MessageType(service: "offers", name: "cancel-policy-change")

  /// The scheduled version.
  public var version: Int

  public init(version: Int) {
    self.version = version
  }

  /// The versions withdrawn.
  public typealias Result = CancelledPolicyVersions
}

extension CancelOffersPolicyChange {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.range(version, 1...Validator.maximumCount, "version")
  }
}
