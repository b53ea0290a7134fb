/// A queue that lives and dies with one connection, and that nobody else may consume.
///
/// For replies to one caller, and for listeners that need not hear what is said while they are away.
public struct ExclusiveQueue: Hashable, Sendable {
  /// One route into the queue.
  public struct Binding: Hashable, Sendable {
    /// Where the messages come from.
    public let exchange: String
    /// The pattern that their routing keys match.
    public let routingKey: String

    public init(exchange: String, routingKey: String) {
      self.exchange = exchange
      self.routingKey = routingKey
    }
  }

  /// The queue's name.
  public let name: String
  /// What is routed into it.
  public let bindings: [Binding]

  /// Describes a queue; the consumer declares it whenever it connects.
  public init(name: String, bindings: [Binding] = []) {
    self.name = name
    self.bindings = bindings
  }
}
