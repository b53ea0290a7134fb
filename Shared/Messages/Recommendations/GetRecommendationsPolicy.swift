/// Asks for the recommendations policy in force.
public struct GetRecommendationsPolicy: CommandPayload {
  /// `coopt.recommendations.get-policy.v1`.
  public static let messageType = MessageType(service: "recommendations", name: "get-policy")

  public init() {}

  /// The policy in force.
  public typealias Result = RecommendationsPolicy
}
