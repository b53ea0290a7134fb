/// Asks for the offers policy in force.
public struct GetOffersPolicy: CommandPayload {
  /// `coopt.offers.get-policy.v1`.
  public static let messageType = MessageType(service: "offers", name: "get-policy")

  public init() {}

  /// The policy in force.
  public typealias Result = OffersPolicy
}
