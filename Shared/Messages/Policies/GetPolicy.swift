/// Asks a service for its policy in force.
///
/// Each service has a type of its own: `coopt.<service>.get-policy.v1`.
public struct GetPolicy<Terms: PolicyTerms>: CommandPayload {
  /// `coopt.<service>.get-policy.v1`.
  public static var messageType: MessageType { MessageType(service: Terms.service, name: "get-policy") }

  public init() {}

  /// The policy in force.
  public typealias Result = ToldPolicy<Terms>
}
