/// Who may log in to the broker, and what they may touch there: least privilege, as regular expressions over names.
///
/// RabbitMQ matches anywhere in a name, so every pattern is anchored. What it asks for: to declare, *configure*; to
/// publish, *write* on the exchange; to consume, *read* on the queue; to bind, *write* on the queue and *read* on the
/// exchange. A topic permission narrows an exchange further, to routing keys (publish) and binding keys (bind).
public struct AMQPUser: Sendable {
  /// Narrows what a user may do with one topic exchange.
  public struct TopicPermission: Hashable, Sendable {
    /// The exchange that is narrowed.
    public let exchange: Exchange
    /// Routing keys that the user may publish with.
    public let write: String
    /// Binding keys that the user may bind with.
    public let read: String
  }

  /// The tag of every user of the topology: by it one is known again that is declared no longer.
  public static let declared = "coopt"

  /// Matches no name at all.
  public static let nothing = "^$"

  /// The name to log in with.
  public let name: String
  /// What the broker keeps beside the name.
  ///
  /// `declared` says that the user is ours; the administrator alone has one that the
  /// management interface knows.
  public var tags: Set<String> = [Self.declared]
  /// Names that the user may declare and delete.
  public let configure: String
  /// Exchanges to publish to, queues to bind.
  public let write: String
  /// Queues to consume from, exchanges to bind to.
  public let read: String
  /// How topic exchanges are narrowed; one that is not named here is not narrowed.
  public var topics: [TopicPermission] = []
  /// Connections that the user may have at a time: one login must not use up the broker's.
  public var connectionLimit = 256
}
