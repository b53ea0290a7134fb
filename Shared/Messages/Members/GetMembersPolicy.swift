/// Asks for the members policy in force.
public struct GetMembersPolicy: CommandPayload {
  /// `coopt.members.get-policy.v1`.
  public static let messageType = MessageType(service: "members", name: "get-policy")

  public init() {}

  /// The policy in force.
  public typealias Result = MembersPolicy
}
