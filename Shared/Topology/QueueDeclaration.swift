/// A durable queue and what is routed into it.
public struct QueueDeclaration: Hashable, Sendable {
  /// How the broker stores it: the queue argument `x-queue-type`.
  public enum Kind: String, Sendable {
    /// Replicated, with safe dead-lettering: everything that is consumed once.
    case quorum
    /// An append-only log that any number of consumers read from any point.
    case stream
  }

  /// One route from an exchange.
  public struct Binding: Hashable, Sendable {
    /// Where the messages come from.
    public let exchange: Exchange
    /// The pattern that their routing keys match; ignored by a fanout exchange.
    public let routingKey: String

    public init(_ exchange: Exchange, _ routingKey: String) {
      self.exchange = exchange
      self.routingKey = routingKey
    }
  }

  /// The queue's name: `<service>.<what>`.
  public let name: String
  /// How the broker stores it.
  public let kind: Kind
  /// What is routed into it.
  public let bindings: [Binding]

  public init(name: String, kind: Kind = .quorum, bindings: [Binding]) {
    self.name = name
    self.kind = kind
    self.bindings = bindings
  }
}
