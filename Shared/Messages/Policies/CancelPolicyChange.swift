public import Vocabulary

/// Withdraws a version of a service's policy that is scheduled, and those scheduled after it.
///
/// Each service has a type of its own: `coopt.<service>.cancel-policy-change.v1`.
public struct CancelPolicyChange<Terms: PolicyTerms>: ConfirmableDecision {
  /// `coopt.<service>.cancel-policy-change.v1`.
  public static var messageType: MessageType { MessageType(service: Terms.service, name: "cancel-policy-change") }
  /// What it may be refused with, besides `invalid-message`.
  public static var refusals: [ProblemCode] { [.policyVersionNotFound, .policyAlreadyInForce] }

  /// The scheduled version.
  public var version: Int

  public init(version: Int) {
    self.version = version
  }

  /// The versions withdrawn.
  public typealias Result = CancelledPolicyVersions
}

extension CancelPolicyChange {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.range(version, 1...Validator.maximumCount, "version")
  }
}
