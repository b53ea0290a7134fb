public import Vocabulary

/// What a version of a service's policy says, as a part of the messages about that policy.
///
/// A message has its fields beside its own, in one object.
public protocol PolicyTerms: Codable, Hashable, Sendable {
  /// The command that changes them.
  associatedtype Change: PolicyChange

  /// The service's word in types and routing keys.
  static var service: String { get }

  /// Grows with each change.
  var version: Int { get set }

  /// Reports every field that breaks the schema beyond its JSON type, where others are told the terms.
  func validate(_ validator: inout Validator)
}

extension PolicyTerms {
  /// Accepts everything that decoded.
  public func validate(_ validator: inout Validator) {}
}

/// A command that changes a service's policy, at once or from a date on: what is given is replaced, the rest stays.
///
/// The rest is that of the last version that is in force or scheduled.
public protocol PolicyChange: DecisionByHand where Result == PolicyVersion {
  /// When the change comes in force; at once where that is absent or over.
  var inForceFrom: Timestamp? { get }
}

extension PolicyChange {
  /// Versions come in force in the order of their numbers.
  public static var refusals: [ProblemCode] { [.policyChangePending] }
}
