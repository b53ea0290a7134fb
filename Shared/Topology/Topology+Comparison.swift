import FoundationEssentials

extension Topology {
  /// What is different on a broker from what is declared here, in the order of kind and name; nothing where it is the same.
  ///
  /// What outside systems declare under their own prefixes is theirs, as long as it hears no more than they may, and leads
  /// nothing into our exchanges. Passwords cannot be compared: a broker keeps their hashes alone. Throws where a pattern of
  /// the declaration is none.
  public static func differences(
    on broker: BrokerDefinitions, with systems: OutsideSystems = .usual
  ) throws -> [TopologyDifference] {
    let users = users(with: systems)
    let passwords = Dictionary(users.map { ($0.name, "-") }) { first, _ in first }
    let declared = try JSONDecoder().decode(
      BrokerDefinitions.self, from: definitions(passwords: passwords, with: systems))
    guard broker.vhosts.contains(where: { $0.name == virtualHost }) else {
      return [TopologyDifference(.missing, "virtual host \(virtualHost)")]
    }
    let comparison = TopologyComparison(
      declared: declared.inVirtualHost(), actual: broker.inVirtualHost(), logins: users)
    return try comparison.all().sorted { ($0.kind.rawValue, $0.thing) < ($1.kind.rawValue, $1.thing) }
  }
}

extension BrokerDefinitions {
  /// What belongs to our virtual host, and all users.
  fileprivate func inVirtualHost() -> BrokerDefinitions {
    let host = Topology.virtualHost
    return BrokerDefinitions(
      vhosts: vhosts, users: users, permissions: permissions.filter { $0.vhost == host },
      topicPermissions: topicPermissions.filter { $0.vhost == host }, policies: policies.filter { $0.vhost == host },
      exchanges: exchanges.filter { $0.vhost == host }, queues: queues.filter { $0.vhost == host },
      bindings: bindings.filter { $0.vhost == host })
  }
}

/// A declaration beside what a broker has, both of one virtual host.
private struct TopologyComparison {
  let declared: BrokerDefinitions
  let actual: BrokerDefinitions
  /// Everybody who may log in, as is declared.
  let logins: [AMQPUser]

  func all() throws -> [TopologyDifference] {
    try users + permissions + topicPermissions + policies + exchanges() + queues() + bindings()
  }

  // MARK: Who may what

  private var users: [TopologyDifference] {
    compare(declared.users, actual.users, by: \.name, thing: { "user \($0)" }) { wanted, there in
      wanted.tags == there.tags ? nil : "its tags are \(there.tags.sorted().joined(separator: ", "))"
    } + formerUsers
  }

  /// Who was ours, by the tag, and is declared no longer: a system outside that left the file.
  ///
  /// With them go all their rights.
  private var formerUsers: [TopologyDifference] {
    let known = Set(declared.users.map(\.name))
    return actual.users.filter { $0.tags.contains(AMQPUser.declared) && !known.contains($0.name) }.map {
      TopologyDifference(.leftOver, "user \($0.name)", removal: "/api/users/\($0.name.encodedForPath)")
    }
  }

  private var permissions: [TopologyDifference] {
    let thing = { (user: String) in "permissions of \(user)" }
    return compare(declared.permissions, actual.permissions, by: \.user, thing: thing) { wanted, there in
      said([
        ("configure", wanted.configure, there.configure), ("write", wanted.write, there.write),
        ("read", wanted.read, there.read),
      ])
    } + leftOver(declared.permissions, actual.permissions, by: \.user, thing: thing)
  }

  private var topicPermissions: [TopologyDifference] {
    let key = { (permission: BrokerDefinitions.TopicPermission) in "\(permission.user) on \(permission.exchange)" }
    let thing = { (name: String) in "topic permissions of \(name)" }
    return compare(declared.topicPermissions, actual.topicPermissions, by: key, thing: thing) { wanted, there in
      said([("write", wanted.write, there.write), ("read", wanted.read, there.read)])
    } + leftOver(declared.topicPermissions, actual.topicPermissions, by: key, thing: thing)
  }

  private var policies: [TopologyDifference] {
    let thing = { (name: String) in "policy \(name)" }
    return compare(declared.policies, actual.policies, by: \.name, thing: thing) { wanted, there in
      let keys = Set(wanted.definition.keys).union(there.definition.keys).sorted()
      return said(
        [
          ("pattern", wanted.pattern, there.pattern), ("apply-to", wanted.applyTo, there.applyTo),
          ("priority", String(wanted.priority), String(there.priority)),
        ] + keys.map { ($0, wanted.definition[$0]?.description, there.definition[$0]?.description) })
    } + leftOver(declared.policies, actual.policies, by: \.name, thing: thing)
  }

  // MARK: What there is

  private func exchanges() throws -> [TopologyDifference] {
    let thing = { (name: String) in "exchange \(name)" }
    let differing = compare(declared.exchanges, actual.exchanges, by: \.name, thing: thing) { wanted, there in
      said([
        ("type", wanted.type, there.type), ("durable", String(wanted.durable), String(there.durable)),
        ("arguments", text(wanted.arguments), text(there.arguments)),
      ])
    }
    let others = actual.exchanges.filter { !$0.name.isEmpty && !$0.name.hasPrefix("amq.") && isUndeclared($0) }
    return try differing
      + others.compactMap { exchange in
        // Its owner's, unless what it cannot route comes to us, past what the owner may publish.
        let alternate = exchange.arguments["alternate-exchange"]?.description
        if try owner(of: exchange.name) != nil, alternate.map(isOurs) != true { return nil }
        let detail = alternate.map { "what it cannot route goes to \($0)" }
        let removal = isOurs(exchange.name) ? path("exchanges", exchange.name) + "?if-unused=true" : nil
        return TopologyDifference(.leftOver, thing(exchange.name), detail, removal: removal)
      }
  }

  private func isUndeclared(_ exchange: BrokerDefinitions.Exchange) -> Bool {
    !declared.exchanges.contains { $0.name == exchange.name }
  }

  private func queues() throws -> [TopologyDifference] {
    let thing = { (name: String) in "queue \(name)" }
    let known = Set(declared.queues.map(\.name))
    let differing = compare(declared.queues, actual.queues, by: \.name, thing: thing) { wanted, there in
      said([
        ("durable", String(wanted.durable), String(there.durable)),
        ("arguments", text(wanted.arguments), text(there.arguments)),
      ])
    }
    let others = try actual.queues.filter { try !known.contains($0.name) && owner(of: $0.name) == nil }
    return differing
      + others.map { queue in
        let removal = isOurs(queue.name) ? path("queues", queue.name) : nil
        return TopologyDifference(.leftOver, thing(queue.name), removal: removal, queue: queue.name)
      }
  }

  private func bindings() throws -> [TopologyDifference] {
    let wanted = Dictionary(declared.bindings.map { ($0.key, $0) }) { first, _ in first }
    let there = Dictionary(actual.bindings.map { ($0.key, $0) }) { first, _ in first }
    let missing = wanted.filter { there[$0.key] == nil }.map { TopologyDifference(.missing, $0.value.thing) }
    let others = try there.values.filter { try wanted[$0.key] == nil && !isItsOwners($0) }
    return missing
      + others.map { binding in
        // A binding with arguments is known by a number that the broker alone makes.
        let isOursToTake = isOurs(binding.source) && isOurs(binding.destination) && binding.arguments.isEmpty
        let kind = binding.destinationType == "queue" ? "q" : "e"
        let name = binding.routingKey.isEmpty ? "~" : binding.routingKey
        let removal = path("bindings", "e", binding.source, kind, binding.destination, name)
        return TopologyDifference(
          .leftOver, binding.thing, text(binding.arguments), removal: isOursToTake ? removal : nil,
          queue: kind == "q" ? binding.destination : nil)
      }
  }

  /// Whether a binding is between things of outside systems, or of what they may hear to a queue of their own.
  private func isItsOwners(_ binding: BrokerDefinitions.Binding) throws -> Bool {
    if !isOurs(binding.source) && !isOurs(binding.destination) { return true }
    guard isOurs(binding.source), binding.destinationType == "queue", let owner = try owner(of: binding.destination),
      let exchange = Exchange(rawValue: binding.source), try matches(owner.read, binding.source)
    else { return false }
    guard let topic = owner.topics.first(where: { $0.exchange == exchange }) else { return true }
    return try matches(topic.read, binding.routingKey)
  }

  // MARK: Whose something is

  private static let firstWords = Set(["coopt"] + ServiceName.allCases.map(\.rawValue))

  private func isOurs(_ name: String) -> Bool {
    Self.firstWords.contains(name.firstWord)
  }

  /// The client or outside system that may declare what has such a name.
  private func owner(of name: String) throws -> AMQPUser? {
    guard !isOurs(name), name.contains(".") else { return nil }
    return try logins.first { try $0.name != Topology.administrator.name && matches($0.configure, name) }
  }

  private func matches(_ pattern: String, _ text: String) throws -> Bool {
    try Regex(pattern).firstMatch(in: text) != nil
  }

  // MARK: Comparing

  /// What is declared and not there, or there otherwise.
  private func compare<Thing>(
    _ declared: [Thing], _ actual: [Thing], by name: (Thing) -> String, thing: (String) -> String,
    _ difference: (_ wanted: Thing, _ there: Thing) -> String?
  ) -> [TopologyDifference] {
    let there = Dictionary(actual.map { (name($0), $0) }) { first, _ in first }
    return declared.compactMap { wanted in
      guard let found = there[name(wanted)] else { return TopologyDifference(.missing, thing(name(wanted))) }
      return difference(wanted, found).map { TopologyDifference(.different, thing(name(wanted)), $0) }
    }
  }

  private func leftOver<Thing>(
    _ declared: [Thing], _ actual: [Thing], by name: (Thing) -> String, thing: (String) -> String
  ) -> [TopologyDifference] {
    let known = Set(declared.map(name))
    return actual.map(name).filter { !known.contains($0) }.map { TopologyDifference(.leftOver, thing($0)) }
  }

  private func said(_ values: [(what: String, wanted: String?, there: String?)]) -> String? {
    let differing = values.filter { $0.wanted != $0.there }
    guard !differing.isEmpty else { return nil }
    let sentences = differing.map { "\($0.what) is \($0.there ?? "absent"), not \($0.wanted ?? "absent")" }
    return sentences.joined(separator: "; ")
  }

  private func text(_ arguments: [String: BrokerDefinitions.Value]) -> String? {
    guard !arguments.isEmpty else { return nil }
    return arguments.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
  }

  /// A path of the management interface: the kind of thing, the virtual host, and what names it.
  private func path(_ kind: String, _ parts: String...) -> String {
    "/api/\(kind)/\(Topology.virtualHost.encodedForPath)/" + parts.map(\.encodedForPath).joined(separator: "/")
  }
}

extension BrokerDefinitions.Binding {
  /// What makes it another one.
  fileprivate var key: [String] {
    [source, destination, destinationType, routingKey]
      + arguments.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value.description] }
  }

  fileprivate var thing: String {
    "binding of \(destinationType) \(destination) to \(source) under '\(routingKey)'"
  }
}

extension String {
  /// What comes before the first dot.
  fileprivate var firstWord: String { String(prefix { $0 != "." }) }

  /// Percent-encoded as a part of a path (RFC 3986, section 2.3: all but what is unreserved).
  fileprivate var encodedForPath: String {
    utf8.map { byte in
      let isUnreserved =
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) && byte < 0x80
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-._~".utf8.contains(byte)
      guard !isUnreserved else { return String(UnicodeScalar(byte)) }
      return (byte < 16 ? "%0" : "%") + String(byte, radix: 16).uppercased()
    }.joined()
  }
}
