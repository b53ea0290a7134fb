import MessageSchemas
import Messages
import Topology

/// What each kind of login may do, as the topology declares it.
enum Logins {
  /// A kind of login.
  private struct Kind {
    let name: String
    let user: AMQPUser
    let description: String
    let prefix: String?
    let naming: String
  }

  private static var kinds: [Kind] {
    let users = Topology.users
    func user(_ login: String) -> AMQPUser? { users.first { $0.name == login } }
    let own =
      "durable or exclusive, by a name that begins so"
      + (namesQueues ? ", or one that the broker makes up" : ": a name made up by the broker is refused")
    return [
      Kind(
        name: "staff", user: Topology.staff,
        description: "A tool of staff: every command and question, every notification, live and replayed.",
        prefix: "staff.", naming: "`staff.<tool>…`, \(own)"),
      Kind(
        name: "site", user: Topology.site,
        description:
          "A members' site: what a member does or asks, and what members are told. Which member is asking is the site's to know.",
        prefix: "site.", naming: "`site.…`, \(own)"),
      Kind(
        name: "company", user: Topology.company,
        description:
          "A companies' space: what a company does or asks, and what companies are told. Which company is asking is the space's to know.",
        prefix: "company.", naming: "`company.…`, \(own)"),
      user("ats").map {
        Kind(
          name: "a system that reports hires", user: $0,
          description:
            "A system that reports hires (ATS, HRIS): one login each, with the `sourceSystem`s that are its own; `ats` where no list says otherwise. It binds nothing; its queues are for answers.",
          prefix: "ats.", naming: "what the list of outside systems says, `ats.<system>.` for instance; \(own)")
      },
      user("finance").map {
        Kind(
          name: "a system that pays", user: $0,
          description:
            "A system that pays: reports what became of payouts, asks which are open, and is told of instructions; `finance` where no list says otherwise.",
          prefix: "finance.", naming: "what the list of outside systems says, `finance.…` for instance; \(own)")
      },
      Kind(
        name: "administrator", user: Topology.administrator,
        description:
          "Operators: everything, the events that services tell each other, dead letters and the management interface among it.",
        prefix: nil, naming: "any name"),
    ].compactMap { $0 }
  }

  /// The keys that others publish under.
  private static let keys: [(exchange: Exchange, key: String)] =
    Contract.commands.map { (.commands, $0.messageType.routingKey) }
    + Contract.reports.map { (.integration, $0.routingKey) }

  private static let queueOfTheBroker = "amq.gen-JzTY20BRgKO9HjmUJj0wLg"

  /// Whether tools may have queues to which the broker gives names.
  static var namesQueues: Bool { (try? Access(Topology.staff).mayDeclare(queueOfTheBroker)) ?? false }

  /// What somebody may want to bind on `coopt.notifications`, the widest first.
  private static let bindings =
    ["#"] + Audience.allCases.map { "\($0.rawValue).#" }
    + Contract.finance.map { "finance.\($0.messageType.name.dropFirst(8))" }

  /// Whoever may publish under a key, by kind of login; the administrator may always.
  static func whoPublishes(_ exchange: Exchange, _ key: String) throws -> [String] {
    try kinds.filter { try Access($0.user).mayPublish(exchange, key) }.map(\.name)
  }

  /// Whoever may bind a queue of their own under a key.
  static func whoBinds(_ exchange: Exchange, _ key: String) throws -> [String] {
    try kinds.filter { kind in
      try Access(kind.user).mayBind("\(kind.prefix ?? "")contract", to: exchange, key)
    }.map(\.name)
  }

  /// The section of the document.
  static func section() throws -> DocumentValue {
    .array(try kinds.map { .object(try members(of: $0)) })
  }

  private static func members(of kind: Kind) throws -> [DocumentValue.Member] {
    let access = Access(kind.user)
    let published = try Exchange.allCases.compactMap { exchange -> DocumentValue? in
      let keys = try keys.filter { try $0.exchange == exchange && access.mayPublish(exchange, $0.key) }.map(\.key)
      guard !keys.isEmpty else { return nil }
      return .object([.init("exchange", .string(exchange.rawValue)), .init("keys", texts(keys.sorted()))])
    }
    let bound = try bindings.filter {
      try access.mayBind("\(kind.prefix ?? "")contract", to: .notifications, $0)
    }
    let queues = try Topology.allQueues.map(\.name).filter { try access.mayConsume($0) }
    let named = try access.mayDeclare(queueOfTheBroker) ? ["amq.gen-*"] : []
    let own = kind.prefix.map { ["\($0)*"] + named } ?? ["*"]
    return [
      .init("kind", .string(kind.name)), .init("description", .string(kind.description)),
      .init("publishes", .array(published)),
      .init(
        "binds",
        .array(
          bound.isEmpty
            ? []
            : [
              .object([
                .init("exchange", .string(Exchange.notifications.rawValue)), .init("keys", texts(widest(bound))),
              ])
            ])),
      .init("consumes", texts(own + (kind.prefix == nil ? [] : queues))), .init("declares", texts(own)),
      .init("naming", .string(kind.naming)), .init("maxConnections", .integer(kind.user.connectionLimit)),
      .init("permissions", permissions(of: kind.user)),
    ]
  }

  /// Without what another covers.
  private static func widest(_ keys: [String]) -> [String] {
    if keys.contains("#") { return ["#"] }
    let wide = keys.filter { $0.hasSuffix(".#") }
    return keys.filter { key in !wide.contains { $0 != key && key.hasPrefix($0.dropLast()) } }
  }

  private static func permissions(of user: AMQPUser) -> DocumentValue {
    let topics = user.topics.map { topic in
      DocumentValue.object([
        .init("exchange", .string(topic.exchange.rawValue)), .init("write", .string(topic.write)),
        .init("read", .string(topic.read)),
      ])
    }
    return .object([
      .init("configure", .string(user.configure)), .init("write", .string(user.write)),
      .init("read", .string(user.read)), .init("topics", .array(topics)),
    ])
  }

  private static func texts(_ texts: [String]) -> DocumentValue { .array(texts.map { .string($0) }) }
}
