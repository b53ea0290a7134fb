/// Who may do what at the broker, cell by cell, as the topology declares it: for people to read, and for tests to try.
///
/// A line is a user, what is tried, on what, and under which key.
public struct AccessMatrix: Sendable {
  /// What somebody may try.
  public enum Operation: String, Sendable {
    /// To declare a queue or an exchange of a name.
    case declare
    /// To read from a queue.
    case consume
    /// To publish to an exchange (`amq.default` where its name is empty) under a key.
    case publish
    /// To bind a queue to an exchange under a key.
    case bind
    /// To reach a service's queue by an exchange with a header that goes around the keys: see `Trick`.
    case reach
  }

  /// A header that topic permissions do not ask for, or that claims what is not so.
  public enum Trick: String, CaseIterable, Sendable {
    /// A copy goes to a key that the login may not write.
    case copy = "CC"
    /// The same, and whoever receives it does not see the header.
    case blindCopy = "BCC"
    /// As if the message had been dead-lettered before, which would excuse where it comes from.
    case death = "x-death"
    /// The name of another login, as a property.
    case impersonation = "user_id"
  }

  /// What comes of an attempt.
  public enum Answer: String, Sendable {
    /// The broker does it.
    case yes
    /// The broker refuses it.
    case no
    /// The broker does it; the lane takes the message for a dead letter, `sender-not-allowed`.
    case ignored
  }

  /// One thing that a user may or may not do.
  public struct Cell: Hashable, Sendable, CustomStringConvertible {
    /// Who.
    public let user: String
    /// What.
    public let operation: Operation
    /// The queue or the exchange; of `bind` the queue.
    public let target: String
    /// The exchange that `bind` binds to; else empty.
    public let exchange: String
    /// The routing or binding key; of `reach` the key that is published under; else empty.
    public let key: String
    /// The header of `reach`; else nil.
    public let trick: Trick?
    /// What comes of it.
    public let answer: Answer

    /// Whether the user gets what is tried.
    public var isAllowed: Bool { answer == .yes }

    /// The cell in a line: its parts with tabs between, `-` for what it has not.
    public var description: String {
      [user, operation.rawValue, target, exchange, key, trick?.rawValue ?? "", answer.rawValue]
        .map { $0.isEmpty ? "-" : $0 }.joined(separator: "\t")
    }
  }

  /// Every cell, by user.
  public let cells: [Cell]

  /// The matrix with these outside systems.
  public init(_ systems: OutsideSystems = .usual) throws {
    let users = Topology.users(with: systems)
    let own = Self.ownQueues(systems)
    cells = try users.flatMap { try Self.cells(of: $0, ownQueues: own) }
  }

  /// Stands for a queue that the broker names: its name is another each time, and `amq.gen-` its begin.
  public static let queueNamedByServer = "amq.gen-matrix"

  /// Queues of clients that bindings and declarations are tried on: one for each that may have some, and one that the broker
  /// names.
  public static func ownQueues(_ systems: OutsideSystems = .usual) -> [String] {
    ["staff.matrix", "staff.console.matrix", "site.matrix", "company.matrix"]
      + systems.all.map { "\($0.queuePrefix)matrix" }
      + [queueNamedByServer]
  }

  private static func cells(of user: AMQPUser, ownQueues: [String]) throws -> [Cell] {
    let access = Access(user)
    func cell(_ may: Bool, _ operation: Operation, _ target: String, _ exchange: String = "", _ key: String = "")
      -> Cell
    {
      Cell(
        user: user.name, operation: operation, target: target, exchange: exchange, key: key, trick: nil,
        answer: may ? .yes : .no)
    }
    let queues = Topology.allQueues.map(\.name)
    let declared = try (ownQueues + ServiceName.allCases.map { "\($0.rawValue).more" } + ["coopt.more"])
      .map { cell(try access.mayDeclare($0), .declare, $0) }
    let consumed = try (queues + ownQueues).map { cell(try access.mayConsume($0), .consume, $0) }
    let published = try Exchange.allCases.flatMap { exchange in
      try keys(of: exchange).map { cell(try access.mayPublish(exchange, $0), .publish, exchange.rawValue, "", $0) }
    }
    let toQueues = try queues.map { cell(try access.mayPublishToAnyQueue(), .publish, "amq.default", "", $0) }
    let bound = try (ownQueues + ["rewards.events"]).flatMap { queue in
      try Exchange.allCases.filter { $0.kind == "topic" }.flatMap { exchange in
        try bindingKeys(of: exchange).map {
          cell(try access.mayBind(queue, to: exchange, $0), .bind, queue, exchange.rawValue, $0)
        }
      }
    }
    return declared + consumed + published + toQueues + bound + (try tricks(of: user))
  }

  /// What a login reaches of each lane by headers.
  ///
  /// The administrator may all of it without.
  private static func tricks(of user: AMQPUser) throws -> [Cell] {
    guard user.name != Topology.administrator.name else { return [] }
    let access = Access(user)
    return try ServiceName.allCases.flatMap(Topology.lanes).flatMap { lane in
      try Set(lane.bindings.map(\.exchange)).subtracting([.replay]).flatMap { exchange in
        let own = try keys(of: exchange).filter { try access.mayPublish(exchange, $0) }
        let routed = try own.first { try lane.takes($0, from: exchange) }
        let elsewhere = try own.first { try !lane.takes($0, from: exchange) }
        return Trick.allCases.compactMap { trick -> Cell? in
          // Whose every key leads here anyway gets no further by a copy.
          if trick == .copy || trick == .blindCopy, elsewhere == nil, routed != nil { return nil }
          let key = trick == .death ? routed : elsewhere ?? routed
          // Nobody's name but one's own: the broker closes the channel.
          let answer: Answer = key == nil || trick == .impersonation ? .no : .ignored
          return Cell(
            user: user.name, operation: .reach, target: lane.name, exchange: exchange.rawValue,
            key: key ?? "nobody.anything", trick: trick, answer: answer)
        }
      }
    }
  }

  /// Keys that stand for all that are published on an exchange, and for some that nobody publishes.
  private static func keys(of exchange: Exchange) -> [String] {
    let services = ServiceName.allCases.map(\.rawValue)
    switch exchange {
    case .commands:
      return Set(Topology.siteCommands).union(Topology.companyCommands).sorted()
        + ["rewards.list-payouts", "rewards.change-policy", "members.invite-member", "recommendations.attribute-hire"]
        + services.map { "\($0).anything" } + ["nobody.anything"]
    case .integration:
      return ["hire.reported", "hire.withdrawn", "payout.confirmed", "payout.failed", "other.reported"]
    case .events:
      return EventSubscriptions.all.filter { !$0.contains("*") }.sorted() + services.map { "\($0).anything" }
    case .notifications:
      return ["staff", "member.1", "company.1", "candidate.1", "charity.1", "finance", "invitee.1", "nobody"]
        .map { "\($0).anything" }
    case .deadLetters: return services.flatMap { ["\($0).anything", "rejected.\($0)"] }
    case .unroutable: return [""]
    case .replay: return ServiceName.allCases.flatMap(Topology.lanes).map(\.name)
    }
  }

  private static func bindingKeys(of exchange: Exchange) -> [String] {
    let wide = ["#", "*.*", "*.#"]
    switch exchange {
    case .notifications:
      return wide + [
        "staff.#", "member.#", "member.1.*", "company.#", "finance.#", "finance.payout-requested",
        "finance.payout-cancelled", "invitee.#",
      ]
    case .events: return wide + ["members.contact-changed", "recommendations.candidate-registered", "rewards.#"]
    case .commands: return wide + ["rewards.#"]
    default: return wide
    }
  }
}

extension QueueDeclaration {
  /// Whether a message of this key is routed here.
  fileprivate func takes(_ key: String, from exchange: Exchange) throws -> Bool {
    try bindings.contains { binding in
      let words = binding.routingKey.replacing(".", with: #"\."#)
      let pattern = words.replacing("*", with: "[^.]+").replacing("#", with: ".*")
      return try binding.exchange == exchange && Regex("^\(pattern)$").firstMatch(in: key) != nil
    }
  }
}
