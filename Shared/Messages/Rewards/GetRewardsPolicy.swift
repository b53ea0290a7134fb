/// Asks for the rewards policy in force: points scale, levels, amounts (W7).
public struct GetRewardsPolicy: CommandPayload {
  /// `coopt.rewards.get-policy.v1`.
  public static let messageType = MessageType(service: "rewards", name: "get-policy")

  public init() {}

  /// The policy in force.
  public typealias Result = RewardsPolicy
}
