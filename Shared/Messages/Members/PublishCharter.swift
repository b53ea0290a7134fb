/// Puts a version of the charter in force at once (M3).
public struct PublishCharter: CommandPayload {
  /// `coopt.members.publish-charter.v1`.
  public static let messageType = MessageType(service: "members", name: "publish-charter")

  /// The version.
  public var charterVersion: String

  /// A command with its data.
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
