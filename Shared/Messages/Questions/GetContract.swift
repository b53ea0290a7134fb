/// Asks a running service which contract it speaks, and what it takes and tells.
///
/// Each service has a type of its own: `coopt.<service>.get-contract.v1`. Nobody but staff may ask.
public struct GetContract<Owner: TrailOwner>: CommandPayload {
  /// `coopt.<service>.get-contract.v1`.
  public static var messageType: MessageType { MessageType(service: Owner.service, name: "get-contract") }

  public init() {}

  /// What the accepted reply says.
  public struct Result: Codable, Hashable, Sendable {
    /// The version of the contract.
    public var version: String
    /// The contract's document, an AsyncAPI document in its own right, cut down to what the service takes and tells.
    public var document: JSONObject

    public init(version: String, document: JSONObject) {
      self.version = version
      self.document = document
    }
  }
}
