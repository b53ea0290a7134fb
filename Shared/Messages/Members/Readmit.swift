public import Vocabulary

/// Lets somebody who was expelled be invited again (M10).
///
/// Accepted also where nobody was expelled.
public struct Readmit: DecisionByHand {
  /// `coopt.members.readmit.v1`.
  public static let messageType = MessageType(service: "members", name: "readmit")

  /// An address that the person is known by.
  public var email: EmailAddress
  /// Why, for the record.
  public var reason: String

  public init(email: EmailAddress, reason: String) {
    self.email = email
    self.reason = reason
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension Readmit {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.text(reason, "reason", minimum: 1)
  }
}

extension Readmit {
  /// The `email`.
  public func subject(of result: Accepted) -> String { email.description }

  /// The reason for the record.
  public var grounds: String? { reason }
}
