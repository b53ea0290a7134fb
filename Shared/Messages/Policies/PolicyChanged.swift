public import Vocabulary

/// A new version of a service's policy is in force, or scheduled: the whole of it.
///
/// It is told once, when the change is accepted. Each service tells it under its own name.
public struct PolicyChanged<Terms: PolicyTerms>: EventPayload {
  /// `coopt.<service>.policy-changed.v1`.
  public static var messageType: MessageType { MessageType(service: Terms.service, name: "policy-changed") }

  /// What the version says.
  public var terms: Terms
  /// Since when the version is in force, where it came in force at once and the service tells that.
  public var inForceSince: Timestamp?
  /// When the version comes in force, where it is scheduled.
  public var inForceFrom: Timestamp?

  /// The event that tells a policy.
  public init(_ policy: ToldPolicy<Terms>, inForceSince: Timestamp? = nil) {
    self.terms = policy.terms
    self.inForceSince = inForceSince
    self.inForceFrom = policy.inForceFrom
  }

  /// The policy that it tells.
  public var policy: ToldPolicy<Terms> { ToldPolicy(terms, inForceFrom: inForceFrom) }

  /// The `version`.
  public var subject: String { String(terms.version) }
}

extension PolicyChanged {
  private enum CodingKeys: CodingKey {
    case inForceSince
    case inForceFrom
  }

  /// Reads the terms and what is beside them.
  public init(from decoder: any Decoder) throws {
    terms = try Terms(from: decoder)
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    inForceSince = try fields.decodeIfPresent(Timestamp.self, forKey: .inForceSince)
    inForceFrom = try fields.decodeIfPresent(Timestamp.self, forKey: .inForceFrom)
  }

  /// Writes the terms, then what is beside them.
  public func encode(to encoder: any Encoder) throws {
    try terms.encode(to: encoder)
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encodeIfPresent(inForceSince, forKey: .inForceSince)
    try fields.encodeIfPresent(inForceFrom, forKey: .inForceFrom)
  }

  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.version(terms.version, "version")
    terms.validate(&validator)
  }
}
