/// Scheduled versions of a service's policy were withdrawn: nothing goes by them.
///
/// Each service tells it under its own name.
public struct PolicyChangeCancelled<Terms: PolicyTerms>: EventPayload {
  /// `coopt.<service>.policy-change-cancelled.v1`.
  public static var messageType: MessageType { MessageType(service: Terms.service, name: "policy-change-cancelled") }

  /// The versions, in order: one at least.
  public var versions: [Int]

  public init(versions: [Int]) {
    self.versions = versions
  }

  /// The first of the `versions`.
  public var subject: String { versions.first.map { String($0) } ?? "" }
}

extension PolicyChangeCancelled {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    // As many as are scheduled, which nothing limits.
    validator.list(versions, "versions", minimum: 1, maximum: Validator.maximumCount)
    for (index, version) in versions.enumerated() { validator.version(version, "versions[\(index)]") }
  }
}
