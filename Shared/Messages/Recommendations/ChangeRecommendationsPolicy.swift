/// Changes the recommendations policy at once: what is given is replaced, the rest stays.
public struct ChangeRecommendationsPolicy: CommandPayload {
  /// `coopt.recommendations.change-policy.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "change-policy")

  /// How long a candidate stays attributed, in days; null lifts the limit.
  public var attributionValidityDays: Patch<Int>

  /// A command with its data.
  public init(attributionValidityDays: Patch<Int> = .keep) {
    self.attributionValidityDays = attributionValidityDays
  }

  /// The new version.
  public typealias Result = PolicyVersion
}

extension ChangeRecommendationsPolicy {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.range(attributionValidityDays.replacement, 1...36_500, "attributionValidityDays")
  }
}
