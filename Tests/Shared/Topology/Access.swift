import Topology

/// RabbitMQ's own rules of access, applied to the topology's users without a broker.
struct Access {
  let user: AMQPUser

  init(_ name: String) throws {
    let named = Topology.users.first { $0.name == name }
    guard let named else { throw UnknownUser(name: name) }
    user = named
  }

  struct UnknownUser: Error {
    let name: String
  }

  func mayDeclare(_ name: String) throws -> Bool {
    try Self.matches(user.configure, name)
  }

  func mayConsume(_ queue: String) throws -> Bool {
    try Self.matches(user.read, queue)
  }

  func mayPublish(_ exchange: Exchange, _ routingKey: String) throws -> Bool {
    guard try Self.matches(user.write, exchange.rawValue) else { return false }
    return try topic(exchange).map { try Self.matches($0.write, routingKey) } ?? true
  }

  /// Whether the user may bind; `queue` nil leaves the queue's side out and asks for the exchange's alone.
  func mayBind(_ queue: String?, to exchange: Exchange, _ bindingKey: String) throws -> Bool {
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
