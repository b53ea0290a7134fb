public import Vocabulary

/// A version of the charter came into force (M3).
public struct CharterPublished: EventPayload {
  /// `coopt.members.charter-published.v1`.
  public static let messageType = MessageType(service: "members", name: "charter-published")

  /// The version.
  public var charterVersion: String
  /// Since when.
  public var inForceSince: Timestamp

  public init(charterVersion: String, inForceSince: Timestamp) {
    self.charterVersion = charterVersion
    self.inForceSince = inForceSince
  }

  /// The `charterVersion`.
  public var subject: String { charterVersion }
}

extension CharterPublished {
  /// Reports what breaks the limits of the contract.
  public func validate(_ validator: inout Validator) {
    validator.line(charterVersion, "charterVersion")
  }
}
