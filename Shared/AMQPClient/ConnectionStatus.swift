/// How a connection to the broker is doing, as health checks and logs tell it.
public enum ConnectionStatus: Sendable, Equatable {
  /// Not connected, with the reason of the last failure where there was one.
  case disconnected(AMQPError?)
  /// Connected and logged in.
  case connected
  /// Connected, but the broker takes no messages (memory or disk alarm), with its reason.
  case blocked(String)
  /// Told to stop.
  case stopped

  /// Whether messages can pass.
  public var isReady: Bool { self == .connected }
}
