/// RabbitMQ's own rules of access, applied to a user of the topology without a broker.
public struct Access {
  private let user: AMQPUser

  /// What a user may do.
  public init(_ user: AMQPUser) {
    self.user = user
  }

  /// Whether the user may declare and delete a queue or an exchange of this name.
  public func mayDeclare(_ name: String) throws -> Bool {
    try Self.matches(user.configure, name)
  }

  /// Whether the user may read from a queue.
  public func mayConsume(_ queue: String) throws -> Bool {
    try Self.matches(user.read, queue)
  }

  /// Whether the user may publish to an exchange under a key.
  public func mayPublish(_ exchange: Exchange, _ routingKey: String) throws -> Bool {
    guard try Self.matches(user.write, exchange.rawValue) else { return false }
    return try topic(exchange).map { try Self.matches($0.write, routingKey) } ?? true
  }

  /// Whether the user may publish to the default exchange: under any key, which names a queue.
  public func mayPublishToAnyQueue() throws -> Bool {
    try Self.matches(user.write, "amq.default")
  }

  /// Whether the user may bind a queue to an exchange; without a queue, as far as the exchange is concerned.
  public func mayBind(_ queue: String?, to exchange: Exchange, _ bindingKey: String) throws -> Bool {
    if let queue {
      guard try Self.matches(user.write, queue), try Self.matches(user.read, exchange.rawValue) else { return false }
    }
    return try topic(exchange).map { try Self.matches($0.read, bindingKey) } ?? true
  }

  private func topic(_ exchange: Exchange) -> AMQPUser.TopicPermission? {
    user.topics.first { $0.exchange == exchange }
  }

  private static func matches(_ pattern: String, _ name: String) throws -> Bool {
    try Regex(pattern).firstMatch(in: name) != nil
  }
}
