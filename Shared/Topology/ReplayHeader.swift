/// The headers of a message on `coopt.replay`: how it came to its lane the first time.
public enum ReplayHeader {
  /// The exchange that its sender published it to.
  public static let exchange = "x-coopt-replay-exchange"
  /// The key that its sender published it with.
  public static let routingKey = "x-coopt-replay-routing-key"
  /// The user whom the broker vouched for, where it did.
  public static let userID = "x-coopt-replay-user-id"

  /// All of them.
  public static let all = [exchange, routingKey, userID]
}
