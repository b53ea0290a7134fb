extension Topology {
  /// The only user that may see and change the broker itself.
  public static let administrator = AMQPUser(
    name: "coopt-admin",
    tags: ["administrator"],
    configure: ".*",
    write: ".*",
    read: ".*"
  )

  /// Everybody who may log in: six services, staff tools, the two kinds of outside systems, the administrator.
  public static var users: [AMQPUser] {
    ServiceName.allCases.map(user(of:)) + [staff, ats, finance, administrator]
  }

  /// A service declares nothing, publishes under its own first word and consumes its own queues.
  ///
  /// `amq.default` is the default exchange, where replies to commands go; RabbitMQ cannot narrow it to some queues.
  static func user(of service: ServiceName) -> AMQPUser {
    let name = service.rawValue
    let tells = service == .notifications
    return AMQPUser(
      name: name,
      configure: AMQPUser.nothing,
      write: #"^(coopt\.events|coopt\.dead-letters|\#(tells ? #"coopt\.notifications|"# : "")amq\.default)$"#,
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

  /// Staff tools and front ends: every command, every notification live and replayed, queues of their own.
  private static let staff = AMQPUser(
    name: "staff",
    configure: #"^staff\."#,
    write: #"^(staff\..*|coopt\.commands)$"#,
    read: #"^(staff\..*|coopt\.notifications|coopt\.notifications\.stream)$"#,
    topics: [
      .init(
        exchange: .commands,
        write: "^(" + ServiceName.allCases.map(\.rawValue).joined(separator: "|") + #")\."#,
        read: AMQPUser.nothing
      ),
      .init(exchange: .notifications, write: AMQPUser.nothing, read: ".*"),
    ]
  )

  /// Systems that know of hires.
  ///
  /// They consume replies from queues of their own, and bind nothing.
  /// There is no *write* on `ats.*` on purpose: who may declare an exchange and publish to it can name
  /// `coopt.integration` its alternate exchange, and so send routing keys that the topic permission forbids.
  private static let ats = AMQPUser(
    name: "ats",
    configure: #"^ats\."#,
    write: #"^coopt\.integration$"#,
    read: #"^ats\."#,
    topics: [.init(exchange: .integration, write: #"^hire\."#, read: AMQPUser.nothing)]
  )

  /// Systems that pay out: they confirm payouts, and learn of them by binding queues of their own to the two keys.
  ///
  /// To bind a queue takes *write* on its name, and RabbitMQ cannot tell a queue's name from an exchange's: so finance
  /// could send other keys through an exchange of its own whose alternate is `coopt.integration` (see `ats`). RabbitMQ
  /// 3.10 has no means against that; it is the price of letting finance name its queues itself.
  private static let finance = AMQPUser(
    name: "finance",
    configure: #"^finance\."#,
    write: #"^(coopt\.integration|finance\..*)$"#,
    read: #"^(finance\..*|coopt\.notifications)$"#,
    topics: [
      .init(exchange: .integration, write: #"^payout\."#, read: AMQPUser.nothing),
      .init(
        exchange: .notifications,
        write: AMQPUser.nothing,
        read: exactly(["finance.payout-requested", "finance.payout-cancelled"])
      ),
    ]
  )

  private static let audiences = #"^(staff|member|company|candidate|charity|finance|invitee)\."#

  /// A pattern that matches these binding keys and, since `.` and `*` are escaped, no wildcard that would cover more.
  private static func exactly(_ keys: [String]) -> String {
    guard !keys.isEmpty else { return AMQPUser.nothing }
    let escaped = keys.map { $0.flatMap { $0 == "." || $0 == "*" ? ["\\", $0] : [$0] } }
    return "^(" + escaped.map { String($0) }.joined(separator: "|") + ")$"
  }
}
