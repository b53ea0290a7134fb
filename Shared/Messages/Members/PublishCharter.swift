/// Puts a version of the charter in force at once (M3).
public struct PublishCharter: DecisionByHand {
  /// `coopt.members.publish-charter.v1`.
  public static let messageType = MessageType(service: "members", name: "publish-charter")

  /// The version.
  public var charterVersion: String

  public init(charterVersion: String) {
    self.charterVersion = charterVersion
  }

  /// Nothing but that it was done.
  public typealias Result = Accepted
}

extension PublishCharter {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(charterVersion, "charterVersion")
  }
}

extension PublishCharter {
  /// No money follows from it.
  public var requiresActor: Bool { false }

  /// The version.
  public func subject(of result: Accepted) -> String { charterVersion }
}
