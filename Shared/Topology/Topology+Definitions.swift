public import FoundationEssentials

extension Topology {
  /// What is missing to render the definitions.
  public struct MissingPasswords: Error, Hashable {
    /// The users without a password, sorted.
    public let users: [String]
  }

  /// Renders everything as RabbitMQ's definitions JSON (UTF-8, keys sorted).
  ///
  /// `passwords` holds one for each of `users`, by name; throws `MissingPasswords` when one is absent or empty. With `broker`,
  /// what a broker has, the subscriptions that its queues do not have yet are left out: programs that run do not know their
  /// messages. A queue that is not there is declared with all of its.
  public static func definitions(
    passwords: [String: String], with systems: OutsideSystems = .usual,
    withoutNewSubscriptionsOn broker: BrokerDefinitions? = nil
  ) throws -> Data {
    let users = users(with: systems)
    let missing = users.map(\.name).filter { passwords[$0, default: ""].isEmpty }
    guard missing.isEmpty else { throw MissingPasswords(users: missing.sorted()) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return try encoder.encode(document(users, passwords: passwords, broker: broker))
  }

  static func document(
    _ users: [AMQPUser], passwords: [String: String], broker: BrokerDefinitions?
  ) -> Definitions {
    Definitions(
      vhosts: [.init(name: virtualHost)],
      users: users.map {
        .init(
          name: $0.name, password: passwords[$0.name, default: ""], tags: $0.tags.sorted(),
          limits: ["max-connections": $0.connectionLimit])
      },
      permissions: users.map(permission(of:)),
      topicPermissions: users.flatMap(topicPermissions(of:)),
      policies: policies,
      exchanges: Exchange.allCases.map { .init(name: $0.rawValue, vhost: virtualHost, type: $0.kind) },
      queues: allQueues.map(queue),
      bindings: allQueues.flatMap(bindings(of:)).filter { broker?.lacksSubscription($0) != true }
    )
  }

  private static func permission(of user: AMQPUser) -> Definitions.Permission {
    .init(user: user.name, vhost: virtualHost, configure: user.configure, write: user.write, read: user.read)
  }

  private static func topicPermissions(of user: AMQPUser) -> [Definitions.TopicPermission] {
    user.topics.map {
      .init(user: user.name, vhost: virtualHost, exchange: $0.exchange.rawValue, write: $0.write, read: $0.read)
    }
  }

  private static func queue(_ declaration: QueueDeclaration) -> Definitions.Queue {
    .init(name: declaration.name, vhost: virtualHost, arguments: ["x-queue-type": declaration.kind.rawValue])
  }

  private static func bindings(of declaration: QueueDeclaration) -> [Definitions.Binding] {
    declaration.bindings.map {
      .init(
        source: $0.exchange.rawValue,
        vhost: virtualHost,
        destination: declaration.name,
        routingKey: $0.routingKey
      )
    }
  }
}

extension BrokerDefinitions {
  /// Whether the queue of a binding is there, and the binding is not.
  fileprivate func lacksSubscription(_ binding: Definitions.Binding) -> Bool {
    queues.contains { $0.vhost == binding.vhost && $0.name == binding.destination }
      && !bindings.contains {
        $0.vhost == binding.vhost && $0.source == binding.source && $0.destination == binding.destination
          && $0.destinationType == "queue" && $0.routingKey == binding.routingKey
      }
  }
}
