public import FoundationEssentials

extension Topology {
  /// A virtual host that is not the platform's: for whoever tries something, beside a platform that runs or without
  /// one.
  ///
  /// Users belong to a whole broker, so those of such a host have names of their own.
  public struct Elsewhere: Hashable, Sendable {
    /// The tag of every user of such a host.
    public static let tag = "coopt-conformance"

    /// The virtual host's name.
    public let virtualHost: String
    /// What stands behind each user's name.
    public let suffix: String

    /// A host and what its users' names end with.
    public init(virtualHost: String, suffix: String) {
      self.virtualHost = virtualHost
      self.suffix = suffix
    }

    /// What a user of the platform is called there.
    public func login(_ name: String) -> String { name + suffix }

    /// Whose name on the platform a login there stands for; nil where it is none of the host's.
    public func name(of login: String) -> String? {
      login.hasSuffix(suffix) ? String(login.dropLast(suffix.count)) : nil
    }

    /// The user that plays the platform there: it may do everything in that host, and speak in the name of others.
    public var platform: String { login("platform") }

    /// Everybody who may log in there, by their names on the platform; the administrator is not among them.
    public static func users(with systems: OutsideSystems = .usual) -> [AMQPUser] {
      Topology.users(with: systems).filter { $0.name != Topology.administrator.name }
    }
  }

  /// The definitions of the platform for another virtual host: the same exchanges, queues, bindings, policies, users
  /// and
  /// rights, under that host's names.
  ///
  /// `passwords` holds one for each of `Elsewhere.users` by its name on the platform, and one for `platform`; throws
  /// `MissingPasswords` when one is absent or empty.
  public static func definitions(
    elsewhere: Elsewhere, passwords: [String: String], with systems: OutsideSystems = .usual
  ) throws -> Data {
    let player = AMQPUser(
      name: "platform", tags: ["impersonator"], configure: ".*", write: ".*", read: ".*")
    let users = Elsewhere.users(with: systems) + [player]
    let missing = users.map(\.name).filter { passwords[$0, default: ""].isEmpty }
    guard missing.isEmpty else { throw MissingPasswords(users: missing.sorted()) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(document(users, passwords: passwords, broker: nil).moved(to: elsewhere))
  }
}

extension Definitions {
  /// The same under another host's names.
  fileprivate func moved(to place: Topology.Elsewhere) -> Definitions {
    let host = place.virtualHost
    return Definitions(
      vhosts: [.init(name: host)],
      users: users.map { user in
        let tags = user.tags.filter { $0 != AMQPUser.declared } + [Topology.Elsewhere.tag]
        return .init(name: place.login(user.name), password: user.password, tags: tags.sorted(), limits: user.limits)
      },
      permissions: permissions.map {
        .init(user: place.login($0.user), vhost: host, configure: $0.configure, write: $0.write, read: $0.read)
      },
      topicPermissions: topicPermissions.map {
        .init(user: place.login($0.user), vhost: host, exchange: $0.exchange, write: $0.write, read: $0.read)
      },
      policies: policies.map { $0.moved(to: host) },
      exchanges: exchanges.map { .init(name: $0.name, vhost: host, type: $0.type) },
      queues: queues.map { .init(name: $0.name, vhost: host, arguments: $0.arguments) },
      bindings: bindings.map {
        .init(source: $0.source, vhost: host, destination: $0.destination, routingKey: $0.routingKey)
      })
  }
}
