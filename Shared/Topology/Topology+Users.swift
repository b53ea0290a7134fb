extension Topology {
  /// The only user that may see and change the broker itself.
  public static let administrator = AMQPUser(
    name: "coopt-admin",
    tags: ["administrator", AMQPUser.declared],
    configure: ".*",
    write: ".*",
    read: ".*"
  )

  /// Everybody who may log in: the services and their replies, staff tools, the console, the members' site, the companies'
  /// space, outside systems, the administrator.
  public static func users(with systems: OutsideSystems = .usual) -> [AMQPUser] {
    let tools = [staff, console, letters, site, company]
    return ServiceName.allCases.map(user(of:)) + ServiceName.allCases.map(replies(of:)) + tools
      + systems.all.map(user(of:)) + [administrator]
  }

  /// Everybody where no outside systems are listed.
  public static var users: [AMQPUser] { users(with: .usual) }

  /// Logins that no outside system may have.
  static var reservedLogins: Set<String> { Set(users(with: .none).map(\.name) + ["guest"]) }

  /// A service declares nothing, publishes under its own first word and consumes its own queues.
  static func user(of service: ServiceName) -> AMQPUser {
    let name = service.rawValue
    let tells = service == .notifications
    return AMQPUser(
      name: name,
      configure: AMQPUser.nothing,
      write: #"^coopt\.(events|dead-letters\#(tells ? "|notifications" : ""))$"#,
      read: #"^\#(name)\.(commands|events|integration|rejected)$"#,
      topics: [
        .init(exchange: .events, write: #"^\#(name)\."#, read: exactly(EventSubscriptions.keys(of: service))),
        .init(exchange: .deadLetters, write: #"^\#(name)\."#, read: AMQPUser.nothing),
        .init(exchange: .notifications, write: tells ? audiences : AMQPUser.nothing, read: AMQPUser.nothing),
        .init(exchange: .commands, write: AMQPUser.nothing, read: AMQPUser.nothing),
        .init(exchange: .integration, write: AMQPUser.nothing, read: AMQPUser.nothing),
      ]
    )
  }

  /// Where a service's answers come from: the default exchange and nothing else.
  ///
  /// RabbitMQ cannot narrow it to some queues, so whoever may write it reaches every queue. What comes that way counts in
  /// none of ours, and a tool that reads its own sees by `user_id` who wrote.
  public static func replies(of service: ServiceName) -> AMQPUser {
    AMQPUser(
      name: "\(service.rawValue)-replies",
      configure: AMQPUser.nothing,
      write: #"^amq\.default$"#,
      read: AMQPUser.nothing,
      topics: closed([])
    )
  }

  /// Queues to which the broker gives their names: `amq.gen-` and 128 random bits.
  ///
  /// To whoever knows no such name the permission is for nothing but queues of one's own; an exclusive one is its connection's
  /// besides. No exchange is ever called so, since the broker lets nobody declare a name that begins with `amq.`: what is
  /// said of alternate exchanges at `user(of:)` does not come by this way.
  static let namedByServer = #"amq\.gen-.*"#

  /// Staff tools: every command, every notification live and replayed, queues of their own.
  ///
  /// To bind a queue takes *write* on its name, which staff have on `coopt.commands` too: RabbitMQ would let them bind
  /// `coopt.notifications` to it. What comes that way is not published there, and counts nowhere.
  public static let staff = AMQPUser(
    name: "staff",
    configure: #"^(staff\..*|\#(namedByServer))$"#,
    write: #"^(staff\..*|\#(namedByServer)|coopt\.commands)$"#,
    read: #"^(staff\..*|\#(namedByServer)|coopt\.notifications|coopt\.notifications\.stream)$"#,
    topics: closed([
      .init(
        exchange: .commands,
        write: "^(" + ServiceName.allCases.map(\.rawValue).joined(separator: "|") + #")\."#,
        read: AMQPUser.nothing
      ),
      .init(exchange: .notifications, write: AMQPUser.nothing, read: ".*"),
    ])
  )

  /// The console: what staff tools may, with queues that begin with `staff.console.` and no others.
  ///
  /// Which of its people may what is the console's to know. As `staff` it can bind `coopt.notifications` to
  /// `coopt.commands`, which counts nowhere.
  public static let console = AMQPUser(
    name: "console",
    configure: #"^staff\.console\..*$"#,
    write: #"^(staff\.console\..*|coopt\.commands)$"#,
    read: #"^(staff\.console\..*|coopt\.notifications|coopt\.notifications\.stream)$"#,
    topics: staff.topics
  )

  /// The console's way to dead letters: it takes them out of their queues, and sends them back to the lanes that refused
  /// them.
  ///
  /// Whoever may write `coopt.replay` says in headers how a message first came, and is believed: so this is a login of its
  /// own, which a console that replays nothing is not given.
  public static let letters = AMQPUser(
    name: "console-letters",
    configure: AMQPUser.nothing,
    write: #"^coopt\.replay$"#,
    read: exactly(ServiceName.allCases.map { deadLettersQueue(of: $0).name } + [unroutableQueue]),
    topics: closed([])
  )

  /// A members' site: what a member does or reads, and what members are told.
  ///
  /// Which member is asking is the site's to know (contract, Who asks).
  public static let site = tool("site", commands: siteCommands, audience: "member")

  /// The companies' space: what a company does or reads, and what companies are told.
  public static let company = tool("company", commands: companyCommands, audience: "company")

  private static func tool(_ name: String, commands: Set<String>, audience: String) -> AMQPUser {
    AMQPUser(
      name: name,
      configure: #"^(\#(name)\..*|\#(namedByServer))$"#,
      write: #"^(\#(name)\..*|\#(namedByServer)|coopt\.commands)$"#,
      read: #"^(\#(name)\..*|\#(namedByServer)|coopt\.notifications)$"#,
      topics: closed([
        .init(exchange: .commands, write: exactly(commands.sorted()), read: AMQPUser.nothing),
        // A binding key may hold wildcards behind the first word, and none in its place.
        .init(exchange: .notifications, write: AMQPUser.nothing, read: #"^\#(audience)\."#),
      ])
    )
  }

  /// A system outside: it reports, consumes queues of its own, and where it pays out learns of payouts.
  ///
  /// Who binds nothing has no *write* on its queues' names, on purpose: who may declare an exchange and publish to it can
  /// name `coopt.integration` its alternate exchange, and so send routing keys that the topic permission forbids. Who binds
  /// needs it, since RabbitMQ cannot tell a queue's name from an exchange's; what comes through an exchange of its own was
  /// not published to ours, and counts nowhere.
  static func user(of system: OutsideSystem) -> AMQPUser {
    let own = escaped(system.queuePrefix)
    let words = OutsideSystem.Report.allCases.filter(system.reports.contains).map(\.rawValue)
    let pays = system.reports.contains(.payout)
    let commands = commands(of: system)
    return AMQPUser(
      name: system.login,
      configure: #"^(\#(own).*|\#(namedByServer))$"#,
      write: pays
        ? #"^(coopt\.integration|coopt\.commands|\#(own).*|\#(namedByServer))$"# : #"^coopt\.integration$"#,
      read: pays ? #"^(\#(own).*|\#(namedByServer)|coopt\.notifications)$"# : #"^(\#(own).*|\#(namedByServer))$"#,
      topics: closed([
        .init(exchange: .integration, write: "^(\(words.joined(separator: "|")))\\.", read: AMQPUser.nothing),
        .init(exchange: .commands, write: exactly(commands.sorted()), read: AMQPUser.nothing),
        .init(exchange: .notifications, write: AMQPUser.nothing, read: exactly(pays ? payouts : [])),
      ])
    )
  }

  private static let payouts = ["finance.payout-requested", "finance.payout-cancelled"]
  private static let audiences = #"^(staff|member|company|candidate|charity|finance|invitee)\."#

  /// These permissions, and none on the other topic exchanges: what is not named would not be narrowed.
  private static func closed(_ topics: [AMQPUser.TopicPermission]) -> [AMQPUser.TopicPermission] {
    let named = Set(topics.map(\.exchange))
    let others = Exchange.allCases.filter { $0.kind == "topic" && !named.contains($0) }
    return topics + others.map { .init(exchange: $0, write: AMQPUser.nothing, read: AMQPUser.nothing) }
  }

  /// A pattern that matches these keys and, since `.` and `*` are escaped, no wildcard that would cover more.
  private static func exactly(_ keys: [String]) -> String {
    guard !keys.isEmpty else { return AMQPUser.nothing }
    return "^(" + keys.map(escaped).joined(separator: "|") + ")$"
  }

  private static func escaped(_ text: String) -> String {
    String(text.flatMap { $0 == "." || $0 == "*" ? ["\\", $0] : [$0] })
  }
}
