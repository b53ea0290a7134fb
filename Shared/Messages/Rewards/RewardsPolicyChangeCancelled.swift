/// Scheduled versions of the rewards policy were withdrawn: nothing is quoted by them.
public struct RewardsPolicyChangeCancelled: EventPayload {
  /// `coopt.rewards.policy-change-cancelled.v1`.
  public static let messageType = MessageType(service: "rewards", name: "policy-change-cancelled")

  /// The versions, in order: one at least.
  public var versions: [Int]

  public init(versions: [Int]) {
    self.versions = versions
  }

  /// The first of the `versions`.
  public var subject: String { versions.first.map { String($0) } ?? "" }
}

extension RewardsPolicyChangeCancelled {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    // As many as are scheduled, which nothing limits.
    validator.list(versions, "versions", minimum: 1, maximum: Validator.maximumCount)
    for (index, version) in versions.enumerated() { validator.version(version, "versions[\(index)]") }
  }
}
