public import Vocabulary

/// Asks which charter is in force (M3).
public struct GetCharter: CommandPayload {
  /// `coopt.members.get-charter.v1`.
  public static let messageType = MessageType(service: "members", name: "get-charter")

  public init() {}

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The version in force.
    public var charterVersion: String
    /// Since when.
    public var inForceSince: Timestamp

    public init(charterVersion: String, inForceSince: Timestamp) {
      self.charterVersion = charterVersion
      self.inForceSince = inForceSince
    }
  }
}
