/// Scheduled versions of the members policy were withdrawn: nothing goes by them.
public struct MembersPolicyChangeCancelled: EventPayload {
  /// `coopt.members.policy-change-cancelled.v1`.
  public static let messageType = MessageType(service: "members", name: "policy-change-cancelled")

  /// The versions, in order: one at least.
  public var versions: [Int]

  public init(versions: [Int]) {
    self.versions = versions
  }

  /// The first of the `versions`.
  public var subject: String { versions.first.map { String($0) } ?? "" }
}

extension MembersPolicyChangeCancelled {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    // As many as are scheduled, which nothing limits.
    validator.list(versions, "versions", minimum: 1, maximum: Validator.maximumCount)
    for (index, version) in versions.enumerated() { validator.version(version, "versions[\(index)]") }
  }
}
